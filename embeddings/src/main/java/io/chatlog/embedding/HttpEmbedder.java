package io.chatlog.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service that speaks OpenAI's form of embeddings: {@code POST /embeddings {model, input[],
 * encoding_format: "float"}}, answered by {@code {data: [{index, embedding[]}]}}. Many services and
 * local servers do.
 *
 * <p>A call that finds nobody, takes too long, or is answered 408, 429 or 5xx is tried again after
 * a pause that doubles, or as long as {@code Retry-After} asks for, within bounds. Only 400, 413
 * and 422, and a vector that is 0 everywhere or not finite, tell that it does not take the texts.
 * All other answers, 401 and 404 and vectors of a wrong length among them, tell of a set-up that
 * may be mended: whoever asks later may get vectors. Thread-safe; a call allocates its body and its
 * answer.
 */
final class HttpEmbedder implements Embedder {
  /** Some services write NaN, which is no JSON and no vector either. */
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final Duration PAUSE_FIRST = Duration.ofMillis(200);
  private static final Duration PAUSE_MAX = Duration.ofSeconds(10);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
  private static final int DETAIL_CHARS_MAX = 300;

  /** A number takes about 12 bytes as text; no answer needs more than twice that. */
  private static final int BYTES_PER_NUMBER_MAX = 32;

  /** Waits between two attempts. */
  @FunctionalInterface
  interface Pause {
    void take(Duration length) throws InterruptedException;
  }

  private final EmbeddingSettings settings;
  private final Pause pause;
  private final URI uri;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .build();

  HttpEmbedder(EmbeddingSettings settings, Pause pause) {
    this.settings = settings;
    this.pause = pause;
    String base = settings.url();
    this.uri = URI.create((base.endsWith("/") ? base : base + "/") + "embeddings");
  }

  @Override
  public int batchItemsMax() {
    return settings.batchItemsMax();
  }

  @Override
  public int dimensions() {
    return settings.dimensions();
  }

  @Override
  public List<float[]> embed(List<String> texts) throws EmbedderException, InterruptedException {
    if (texts.isEmpty() || texts.size() > settings.batchItemsMax()) {
      throw new IllegalArgumentException(texts.size() + " texts");
    }
    byte[] body = body(texts);
    Duration length = PAUSE_FIRST;
    for (int attempt = 1; ; attempt++) {
      Attempt tried = attempt(body, texts.size());
      if (tried.vectors() != null) {
        return tried.vectors();
      }
      if (tried.failure() != Failure.AWAY || attempt == settings.attemptsMax()) {
        throw new EmbedderException(
            tried.failure() != Failure.REFUSED, tried.detail(), tried.cause());
      }
      pause.take(tried.retryAfter() == null ? length : shorter(tried.retryAfter(), PAUSE_MAX));
      length = shorter(length.multipliedBy(2), PAUSE_MAX);
    }
  }

  /** What came of one request. */
  private record Attempt(
      @Nullable List<float[]> vectors,
      Failure failure,
      String detail,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter) {
    static Attempt failed(Failure failure, String detail, @Nullable Throwable cause) {
      return new Attempt(null, failure, detail, cause, null);
    }
  }

  /** Why there are no vectors, and when to ask again. */
  private enum Failure {
    /** There are vectors. */
    NONE,
    /** Ask again after a pause. */
    AWAY,
    /** Ask again once somebody mended the set-up. */
    MISFIT,
    /** The service does not take these texts. */
    REFUSED;

    static Failure of(int status) {
      return switch (status) {
        case 400, 413, 422 -> REFUSED;
        case 408, 429 -> AWAY;
        default -> status >= 500 ? AWAY : MISFIT;
      };
    }
  }

  private Attempt attempt(byte[] body, int many) throws InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!settings.apiKey().isEmpty()) {
      request.header("Authorization", "Bearer " + settings.apiKey());
    }
    long began = System.nanoTime();
    try {
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      // the time-out of the request ends with the head of the answer
      Duration left = settings.timeout().minusNanos(System.nanoTime() - began);
      try (InputStream answer = new BoundedStream(response.body(), bytesMax(many), left)) {
        int status = response.statusCode();
        if (status == 200) {
          return new Attempt(vectors(answer, many), Failure.NONE, "", null, null);
        }
        String said = new String(answer.readNBytes(DETAIL_CHARS_MAX), StandardCharsets.UTF_8);
        OptionalLong seconds = seconds(response.headers().firstValue("Retry-After").orElse(""));
        return new Attempt(
            null,
            Failure.of(status),
            uri + " answers " + status + ": " + said,
            null,
            seconds.isPresent() ? Duration.ofSeconds(seconds.getAsLong()) : null);
      }
    } catch (MisfitException misfit) {
      return Attempt.failed(misfit.failure, uri + ": " + misfit.getMessage(), misfit);
    } catch (IOException unreachable) {
      return Attempt.failed(Failure.AWAY, uri + " cannot be asked: " + unreachable, unreachable);
    }
  }

  private static OptionalLong seconds(String header) {
    return header.matches("\\d{1,6}")
        ? OptionalLong.of(Long.parseLong(header))
        : OptionalLong.empty();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private byte[] body(List<String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeStringField("model", settings.model());
      json.writeStringField("encoding_format", "float");
      json.writeArrayFieldStart("input");
      for (String text : texts) {
        json.writeString(Texts.begin(text, settings.inputCharsMax()));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) { // in memory
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  /** The answer is not the one that was asked for. */
  private static final class MisfitException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Failure failure;

    MisfitException(String message) {
      this(message, Failure.MISFIT);
    }

    MisfitException(String message, Failure failure) {
      super(message);
      this.failure = failure;
    }
  }

  private long bytesMax(int many) {
    return 64_000L + (long) many * settings.dimensions() * BYTES_PER_NUMBER_MAX;
  }

  private List<float[]> vectors(InputStream answer, int many) throws IOException {
    float[][] vectors = new float[many][];
    try (JsonParser json = JSON.createParser(answer)) {
      expect(json.nextToken(), JsonToken.START_OBJECT);
      while (json.nextToken() != JsonToken.END_OBJECT) {
        boolean isData = "data".equals(json.currentName());
        JsonToken value = json.nextToken();
        if (isData) {
          expect(value, JsonToken.START_ARRAY);
          for (int at = 0; json.nextToken() != JsonToken.END_ARRAY; at++) {
            item(json, at, vectors);
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException broken) {
      throw new MisfitException("the answer is not JSON: " + broken.getOriginalMessage());
    }
    for (float @Nullable [] vector : vectors) {
      if (vector == null) {
        throw new MisfitException("the answer has fewer than " + many + " vectors");
      }
    }
    return Arrays.asList(vectors);
  }

  private void item(JsonParser json, int at, float[][] vectors) throws IOException {
    int index = at;
    float[] vector = null;
    expect(json.currentToken(), JsonToken.START_OBJECT);
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if ("index".equals(name) && value == JsonToken.VALUE_NUMBER_INT) {
        index = json.getIntValue();
      } else if ("embedding".equals(name)) {
        expect(value, JsonToken.START_ARRAY);
        vector = numbers(json);
      } else {
        json.skipChildren();
      }
    }
    if (vector == null || index < 0 || index >= vectors.length) {
      throw new MisfitException("the answer has an item without a vector or with a wrong index");
    }
    vectors[index] = vector;
  }

  private float[] numbers(JsonParser json) throws IOException {
    List<Float> numbers = new ArrayList<>(settings.dimensions());
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!json.currentToken().isNumeric() || numbers.size() > settings.dimensions()) {
        throw new MisfitException("a vector is not " + settings.dimensions() + " numbers");
      }
      numbers.add(json.getFloatValue());
    }
    float[] vector = new float[numbers.size()];
    for (int at = 0; at < vector.length; at++) {
      vector[at] = numbers.get(at);
    }
    String fault = Texts.fault(vector, settings.dimensions());
    if (fault != null) {
      boolean isOfTheText = vector.length == settings.dimensions();
      throw new MisfitException(fault, isOfTheText ? Failure.REFUSED : Failure.MISFIT);
    }
    return vector;
  }

  private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
    if (token != wanted) {
      throw new MisfitException("the answer is not of the form {data: [{index, embedding[]}]}");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
