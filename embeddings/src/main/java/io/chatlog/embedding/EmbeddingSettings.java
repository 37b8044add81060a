package io.chatlog.embedding;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who makes vectors of texts. Immutable; its text form shows no secret.
 *
 * @param provider who
 * @param url of {@link Provider#HTTP}: where its {@code /embeddings} is, {@code
 *     http://127.0.0.1:11434/v1} for example
 * @param apiKey sent as a bearer token; empty for none
 * @param model the model that the service is asked for
 * @param directory of {@link Provider#ONNX}: holds {@code model.onnx} and {@code tokenizer.json}
 * @param dimensions how many numbers a vector has; other lengths are refused everywhere. 0 where
 *     nobody makes vectors and clients may bring them in any length
 * @param batchItemsMax the most texts of one call
 * @param inputCharsMax of a longer text only the beginning is embedded, in UTF-16 code units
 * @param timeout how long one call may take
 * @param attemptsMax how often a call is tried before it fails
 */
public record EmbeddingSettings(
    Provider provider,
    String url,
    String apiKey,
    String model,
    String directory,
    int dimensions,
    int batchItemsMax,
    int inputCharsMax,
    Duration timeout,
    int attemptsMax) {
  /** The longest vector that can be kept. */
  public static final int DIMENSIONS_MAX = 4_096;

  private static final int BATCH_ITEMS_MAX = 2_048;
  private static final int INPUT_CHARS_MAX = 100_000;
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(5);
  private static final int ATTEMPTS_MAX = 10;

  /** Who makes vectors. */
  public enum Provider {
    /** Nobody: there are those that clients bring. */
    NONE,
    /** A service that speaks OpenAI's form of embeddings over HTTP. */
    HTTP,
    /** A sentence-embedding model in this process. */
    ONNX
  }

  public EmbeddingSettings {
    require(
        dimensions >= 0 && dimensions <= DIMENSIONS_MAX,
        "dimensions must be 0 to " + DIMENSIONS_MAX);
    require(
        batchItemsMax >= 1 && batchItemsMax <= BATCH_ITEMS_MAX,
        "batch_items_max must be 1 to " + BATCH_ITEMS_MAX);
    require(
        inputCharsMax >= 1 && inputCharsMax <= INPUT_CHARS_MAX,
        "input_chars_max must be 1 to " + INPUT_CHARS_MAX);
    require(
        timeout.isPositive() && timeout.compareTo(TIMEOUT_MAX) <= 0,
        "timeout must be above 0 and at most 5 minutes");
    require(
        attemptsMax >= 1 && attemptsMax <= ATTEMPTS_MAX,
        "attempts_max must be 1 to " + ATTEMPTS_MAX);
    switch (provider) {
      case NONE -> {}
      case HTTP -> {
        require(isHttp(url), "url must begin with http:// or https://");
        require(!model.isBlank(), "model must name the model that the service is asked for");
        require(dimensions > 0, "dimensions must say how long the vectors of the service are");
      }
      case ONNX -> {
        require(!directory.isBlank(), "directory must hold model.onnx and tokenizer.json");
        require(dimensions > 0, "dimensions must say how long the vectors of the model are");
      }
    }
  }

  /** Nobody makes vectors, and clients may bring them in any length. */
  public static EmbeddingSettings none() {
    return new EmbeddingSettings(
        Provider.NONE, "", "", "", "", 0, 64, 8_000, Duration.ofSeconds(10), 3);
  }

  /**
   * Reads the settings.
   *
   * @param chatlog everything under {@code chatlog}
   * @throws IllegalArgumentException when a value is out of bounds, or does not go with the others
   * @throws com.typesafe.config.ConfigException when a value is of a wrong type
   */
  public static EmbeddingSettings from(Config chatlog) {
    Config embeddings = chatlog.getConfig("embeddings");
    return new EmbeddingSettings(
        provider(embeddings.getString("provider")),
        embeddings.getString("url"),
        embeddings.getString("api_key"),
        embeddings.getString("model"),
        embeddings.getString("directory"),
        embeddings.getInt("dimensions"),
        embeddings.getInt("batch_items_max"),
        embeddings.getInt("input_chars_max"),
        embeddings.getDuration("timeout"),
        embeddings.getInt("attempts_max"));
  }

  private static Provider provider(String name) {
    for (Provider provider : Provider.values()) {
      if (provider.name().toLowerCase(Locale.ROOT).equals(name)) {
        return provider;
      }
    }
    throw new IllegalArgumentException("embeddings.provider must be one of none, http, onnx");
  }

  private static boolean isHttp(String url) {
    try {
      String scheme = URI.create(url).getScheme();
      return "http".equals(scheme) || "https".equals(scheme);
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("embeddings." + otherwise);
    }
  }

  /**
   * Whoever makes vectors as configured, ready to be asked.
   *
   * @return null for {@link Provider#NONE}
   * @throws EmbedderException when the model of the directory cannot be used
   */
  public @Nullable Embedder open() throws EmbedderException {
    return switch (provider) {
      case NONE -> null;
      case HTTP -> new HttpEmbedder(this, Thread::sleep);
      case ONNX -> OnnxEmbedder.open(Path.of(directory), this);
    };
  }

  /** The same, to be asked by somebody who waits: no call is tried again. */
  public EmbeddingSettings impatient() {
    return new EmbeddingSettings(
        provider,
        url,
        apiKey,
        model,
        directory,
        dimensions,
        batchItemsMax,
        inputCharsMax,
        timeout,
        1);
  }

  /** Tells this model from others, whose vectors cannot be compared with its own. */
  public String space() {
    return Integer.toHexString(
        Objects.hash(provider.name(), url, model, directory, dimensions, inputCharsMax));
  }

  @Override
  public String toString() {
    return "EmbeddingSettings[provider="
        + provider
        + ", url="
        + url
        + ", model="
        + model
        + ", directory="
        + directory
        + ", dimensions="
        + dimensions
        + ", batchItemsMax="
        + batchItemsMax
        + "]";
  }
}
