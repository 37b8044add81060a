package io.chatlog.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.chatlog.embedding.EmbeddingSettings.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model in this process: the real runtime and the real tokenizer, on a model of four words. */
class OnnxEmbedderTest {
  private static final List<String> WORDS = List.of("cat", "kitten", "invoice", "unknown");
  private static final float[][] TABLE = {{1, 0, 0}, {0.9f, 0.1f, 0}, {0, 0, 2}, {0, 1, 0}};

  @TempDir Path directory;

  @BeforeEach
  void write() throws Exception {
    TinyModel.write(directory, WORDS, TABLE);
  }

  @Test
  void textsOfLikeMeaningLieNearOneAnother() throws Exception {
    try (Embedder embedder = OnnxEmbedder.open(directory, settings(3))) {
      List<float[]> vectors = embedder.embed(List.of("Cat", "kitten", "invoice"));
      assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(0.99f);
      assertThat(dot(vectors.get(0), vectors.get(2))).isCloseTo(0, within(1e-6f));
      assertThat(dot(vectors.get(2), vectors.get(2))).as("length 1").isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void aTextHasTheSameVectorWhateverStandsBesideIt() throws Exception {
    try (Embedder embedder = OnnxEmbedder.open(directory, settings(3))) {
      float[] alone = embedder.embed(List.of("cat invoice")).getFirst();
      float[] beside =
          embedder.embed(List.of("cat invoice", "cat cat cat cat kitten kitten")).getFirst();
      assertThat(beside).containsExactly(alone, within(1e-6f));
    }
  }

  @Test
  void aTextLongerThanTheModelReadsIsCut() throws Exception {
    try (Embedder embedder = OnnxEmbedder.open(directory, settings(3))) {
      String cats = String.join(" ", Collections.nCopies(OnnxEmbedder.TOKENS_MAX, "cat"));
      float[] cut = embedder.embed(List.of(cats + " invoice invoice")).getFirst();
      assertThat(cut).containsExactly(new float[] {1, 0, 0}, within(1e-6f));
    }
  }

  @Test
  void aDirectoryWithoutAModelAndOtherLengthsAreRefused() throws Exception {
    assertThatThrownBy(() -> OnnxEmbedder.open(directory, settings(4)).close())
        .isInstanceOf(EmbedderException.class)
        .hasMessageContaining("3 numbers")
        .hasMessageContaining("4");
    Files.delete(directory.resolve("tokenizer.json"));
    assertThatThrownBy(() -> OnnxEmbedder.open(directory, settings(3)).close())
        .isInstanceOf(EmbedderException.class)
        .hasMessageContaining("must hold model.onnx and tokenizer.json");
  }

  @Test
  void aFileThatIsNoModelIsRefused() throws Exception {
    Files.writeString(directory.resolve("model.onnx"), "no model");
    assertThatThrownBy(() -> OnnxEmbedder.open(directory, settings(3)).close())
        .isInstanceOf(EmbedderException.class)
        .hasMessageContaining("cannot be used");
  }

  private EmbeddingSettings settings(int dimensions) {
    return new EmbeddingSettings(
        Provider.ONNX,
        "",
        "",
        "",
        directory.toString(),
        dimensions,
        64,
        8_000,
        Duration.ofSeconds(5),
        1);
  }

  private static float dot(float[] a, float[] b) {
    float sum = 0;
    for (int at = 0; at < a.length; at++) {
      sum += a[at] * b[at];
    }
    return sum;
  }
}
