package io.chatlog.processor.search;

import io.chatlog.value.Positions;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchQuery;
import java.io.IOException;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/**
 * What the log had up to a position: each partition up to an offset, of which its segments are
 * looked at document by document. To be a clause beside others that find little; pages behind a
 * first one have it, so that the best of then are the best of now.
 */
final class AsOf extends Query {
  /** To look a number up and compare it. */
  private static final float MATCH_COST = 2;

  private final SearchFilter filter;
  private final SearchView view;

  /**
   * @param filter says up to where
   * @param view what is searched; the query is of no use with another one
   */
  AsOf(SearchFilter filter, SearchView view) {
    this.filter = filter;
    this.view = view;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        long last = filter.lastOffset(view.partitionOf(leaf));
        if (last == Positions.NOTHING) {
          return null;
        }
        NumericDocValues places = DocValues.getNumeric(leaf.reader(), IndexFields.OFFSET);
        TwoPhaseIterator upTo =
            new TwoPhaseIterator(places) {
              @Override
              public boolean matches() throws IOException {
                return SearchQuery.After.logOffset(places.longValue()) <= last;
              }

              @Override
              public float matchCost() {
                return MATCH_COST;
              }
            };
        return ConstantScoreScorerSupplier.fromIterator(
            TwoPhaseIterator.asDocIdSetIterator(upTo), score(), scoreMode, leaf.reader().maxDoc());
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return false;
      }
    };
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String ignored) {
    return "asOf:" + filter.asOf();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof AsOf that && view == that.view && filter.equals(that.filter);
  }

  @Override
  public int hashCode() {
    return filter.asOf().hashCode();
  }
}
