package io.chatlog.processor.search;

import io.chatlog.value.Embedding;
import io.chatlog.view.SimilarQuery;
import java.io.IOException;
import java.util.Arrays;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues.DocIndexIterator;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.VectorUtil;
import org.jspecify.annotations.Nullable;

/**
 * Everything that has a vector of as many dimensions as another one. The score is {@link
 * SimilarQuery#relevance} of their cosine, exact to six decimals: each vector that the clauses
 * beside this one let through is looked at. So it costs what it lets through, and finds all. Once
 * the best are known, what cannot be among them is told from a {@link CoarseProduct}.
 */
final class NearVectors extends Query {
  private final float[] direction;
  private final String field;

  private NearVectors(Embedding wanted, String field) {
    this.direction = wanted.direction();
    this.field = field;
  }

  /** Messages and pieces of documents. */
  static NearVectors ofText(Embedding wanted) {
    return new NearVectors(wanted, IndexFields.vector(wanted.dimensions()));
  }

  /** Sessions. */
  static NearVectors ofSessions(Embedding wanted) {
    return new NearVectors(wanted, IndexFields.sessionVector(wanted.dimensions()));
  }

  /**
   * Those that a graph finds among what other clauses let through: the nearest of each segment,
   * some of them missed. To be a clause beside this one, which scores exactly.
   *
   * @param filter null where all is wanted
   * @param many how many are looked for
   */
  Query byGraph(@Nullable Query filter, int many) {
    return new GraphCandidates(field, direction, many, filter);
  }

  private float score(float[] other) {
    return SimilarQuery.relevance(Embedding.cosine(VectorUtil.dotProduct(direction, other)));
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new Weight(this) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
        if (values == null || values.size() == 0) {
          return null;
        }
        return new ScorerSupplier() {
          @Override
          public Scorer get(long leadCost) {
            return new NearScorer(values);
          }

          @Override
          public long cost() {
            return values.size();
          }
        };
      }

      @Override
      public Explanation explain(LeafReaderContext leaf, int document) throws IOException {
        FloatVectorValues values = leaf.reader().getFloatVectorValues(field);
        DocIndexIterator at = values == null ? null : values.iterator();
        return values != null && at != null && at.advance(document) == document
            ? Explanation.match(score(values.vectorValue(at.index())), "half of 1 + cosine")
            : Explanation.noMatch("no vector in " + field);
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return true;
      }
    };
  }

  private final class NearScorer extends Scorer {
    private final FloatVectorValues values;
    private final DocIndexIterator at;
    private final CoarseProduct coarse = new CoarseProduct(direction);
    private float wantedMin;

    NearScorer(FloatVectorValues values) {
      this.values = values;
      this.at = values.iterator();
    }

    /**
     * Exact; where that is less than is wanted, perhaps less still, so that what is counted above a
     * threshold is above it.
     */
    @Override
    public float score() throws IOException {
      float[] other = values.vectorValue(at.index());
      if (wantedMin > 0) {
        double most = coarse.most(other);
        if (SimilarQuery.relevance(most) < wantedMin) {
          return Math.max(0, SimilarQuery.relevance(most - coarse.span()));
        }
      }
      return NearVectors.this.score(other);
    }

    @Override
    public void setMinCompetitiveScore(float min) {
      wantedMin = min;
    }

    @Override
    public float getMaxScore(int upTo) {
      return 1;
    }

    @Override
    public int docID() {
      return at.docID();
    }

    @Override
    public DocIdSetIterator iterator() {
      return at;
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String ignored) {
    return field + ":near";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NearVectors that
        && field.equals(that.field)
        && Arrays.equals(direction, that.direction);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(direction);
  }
}
