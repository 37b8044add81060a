package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.value.Embedding;
import java.util.Random;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoarseProductTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 384, Embedding.DIMENSIONS_MAX})
  void itIsNeverLessThanTheProductAndAboveItByLittle(int dimensions) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 100; round++) {
      float[] one = direction(random, dimensions);
      CoarseProduct coarse = new CoarseProduct(one);
      float[] opposite = one.clone();
      for (int at = 0; at < dimensions; at++) {
        opposite[at] = -one[at];
      }
      for (float[] other : new float[][] {direction(random, dimensions), one, opposite}) {
        double product = Embedding.cosine(VectorUtil.dotProduct(one, other));
        assertThat(coarse.most(other))
            .as("seed %d", seed)
            .isBetween(product, product + coarse.span());
        assertThat(coarse.span()).isLessThan(0.001);
      }
    }
  }

  @Test
  void allOfAProductInOneNumberDoesNotOverflow() {
    float[] one = {0, 1, 0};
    assertThat(new CoarseProduct(one).most(one)).isBetween(1.0, 1.00001);
  }

  private static float[] direction(Random random, int dimensions) {
    float[] numbers = new float[dimensions];
    for (int at = 0; at < dimensions; at++) {
      numbers[at] = (float) random.nextGaussian();
    }
    return Embedding.of(numbers).direction();
  }
}
