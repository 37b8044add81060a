package io.chatlog.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EmbeddingTest {
  @Test
  void aVectorHasFiniteNumbersThatPointSomewhere() {
    assertThat(Embedding.of(null)).isNull();
    assertThat(Embedding.of(new float[0])).isNull();
    assertThat(Embedding.of(new float[] {0, -0f})).isNull();
    assertThat(Embedding.of(new float[] {1, Float.NaN})).isNull();
    assertThat(Embedding.of(new float[] {1, Float.NEGATIVE_INFINITY})).isNull();
    assertThat(Embedding.of(new float[] {0, Float.MIN_VALUE})).isNotNull();
    float[] most = new float[Embedding.DIMENSIONS_MAX];
    most[0] = 1;
    assertThat(Embedding.of(most)).isNotNull();
    float[] more = new float[Embedding.DIMENSIONS_MAX + 1];
    more[0] = 1;
    assertThat(Embedding.of(more)).isNull();
  }

  @Test
  void itsBytesAreReadBack() {
    Embedding embedding = Embedding.of(new float[] {1.5f, -2, Float.MIN_VALUE});
    assertThat(Embedding.ofBytes(embedding.toBytes()))
        .isEqualTo(embedding)
        .hasToString(embedding.toString());
    assertThat(embedding.toBytes()).hasSize(embedding.byteLength());
    assertThatThrownBy(() -> Embedding.ofBytes(new byte[3]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Embedding.ofBytes(new byte[4]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsDirectionHasTheLengthOneHoweverLongItIs() {
    for (float scale : new float[] {Float.MAX_VALUE, 1, Float.MIN_NORMAL}) {
      float[] unit = Embedding.of(new float[] {scale, 0, -scale}).direction();
      assertThat(unit[0]).isEqualTo((float) Math.sqrt(0.5));
      assertThat(unit[2]).isEqualTo((float) -Math.sqrt(0.5));
    }
  }

  @Test
  void cosinesHaveSixDecimals() {
    assertThat(Embedding.cosine(1.0000001)).isEqualTo(1);
    assertThat(Embedding.cosine(-1.5)).isEqualTo(-1);
    assertThat(Double.toString(Embedding.cosine(-1e-9))).isEqualTo("0.0");
    assertThat(Embedding.cosine(0.69999999)).isEqualTo(0.7);
  }

  @Test
  void numbersGivenAreCopied() {
    float[] given = {1, 2};
    Embedding embedding = Embedding.of(given);
    given[0] = 9;
    embedding.toFloats()[1] = 9;
    assertThat(embedding.toFloats()).containsExactly(1, 2);
    assertThat(embedding).isNotEqualTo(Embedding.of(given)).isNotEqualTo(null);
  }
}
