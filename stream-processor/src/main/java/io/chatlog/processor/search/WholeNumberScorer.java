package io.chatlog.processor.search;

import java.io.IOException;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;
import org.apache.lucene.util.hnsw.UpdateableRandomVectorScorer;

/**
 * Compares directions for a graph, when it is built and when it is walked through, by {@link
 * CoarseProduct}s: a graph needs no more, and what it finds is scored exactly afterwards.
 */
final class WholeNumberScorer implements FlatVectorsScorer {
  private static final FlatVectorsScorer LUCENE =
      FlatVectorScorerUtil.getLucene99FlatVectorsScorer();

  @Override
  public RandomVectorScorerSupplier getRandomVectorScorerSupplier(
      VectorSimilarityFunction similarity, KnnVectorValues values) throws IOException {
    return isOfDirections(similarity, values)
        ? new Supplier((FloatVectorValues) values)
        : LUCENE.getRandomVectorScorerSupplier(similarity, values);
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction similarity, KnnVectorValues values, float[] wanted)
      throws IOException {
    if (!isOfDirections(similarity, values)) {
      return LUCENE.getRandomVectorScorer(similarity, values, wanted);
    }
    FlatVectorsScorer.checkDimensions(wanted.length, values.dimension());
    FloatVectorValues directions = (FloatVectorValues) values;
    CoarseProduct product = new CoarseProduct(wanted);
    return new RandomVectorScorer.AbstractRandomVectorScorer(values) {
      @Override
      public float score(int ordinal) throws IOException {
        return product.relevance(directions.vectorValue(ordinal));
      }
    };
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction similarity, KnnVectorValues values, byte[] wanted)
      throws IOException {
    return LUCENE.getRandomVectorScorer(similarity, values, wanted);
  }

  private static boolean isOfDirections(
      VectorSimilarityFunction similarity, KnnVectorValues values) {
    return similarity == VectorSimilarityFunction.DOT_PRODUCT
        && values instanceof FloatVectorValues;
  }

  private record Supplier(FloatVectorValues values) implements RandomVectorScorerSupplier {
    @Override
    public UpdateableRandomVectorScorer scorer() throws IOException {
      FloatVectorValues others = values.copy();
      CoarseProduct product = new CoarseProduct(new float[values.dimension()]);
      return new UpdateableRandomVectorScorer.AbstractUpdateableRandomVectorScorer(others) {
        @Override
        public void setScoringOrdinal(int ordinal) throws IOException {
          product.of(others.vectorValue(ordinal));
        }

        @Override
        public float score(int ordinal) throws IOException {
          return product.relevance(others.vectorValue(ordinal));
        }
      };
    }

    @Override
    public RandomVectorScorerSupplier copy() throws IOException {
      return new Supplier(values.copy());
    }
  }
}
