package io.chatlog.processor.search;

import io.chatlog.value.Positions;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchQuery;
import java.io.IOException;
import java.util.Arrays;
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
 * looked at document by document, and of what was edited behind it what it said then. To be a
 * clause beside others that find little; pages behind a first one have it, so that the best of then
 * are the best of now.
 */
final class AsOf extends Query {
  /** To look a number up and compare it. */
  private static final float MATCH_COST = 2;

  private final SearchFilter filter;
  private final SearchView view;
  private final boolean bounded;

  /**
   * @param filter says up to where
   * @param bounded whether what is newer is left out, too
   * @param view what is searched; the query is of no use with another one
   */
  AsOf(SearchFilter filter, boolean bounded, SearchView view) {
    this.filter = filter;
    this.bounded = bounded;
    this.view = view;
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost) {
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        long last = bounded ? filter.lastOffset(view.partitionOf(leaf)) : Long.MAX_VALUE;
        if (last == Positions.NOTHING) {
          return null;
        }
        boolean past = view.isPast(leaf);
        long[] edited = view.edited(leaf);
        NumericDocValues places = DocValues.getNumeric(leaf.reader(), IndexFields.OFFSET);
        TwoPhaseIterator upTo =
            new TwoPhaseIterator(places) {
              @Override
              public boolean matches() throws IOException {
                long place = places.longValue();
                return past
                    || (SearchQuery.After.logOffset(place) <= last
                        && (edited.length == 0 || Arrays.binarySearch(edited, place) < 0));
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
    return other instanceof AsOf that
        && view == that.view
        && bounded == that.bounded
        && filter.equals(that.filter);
  }

  @Override
  public int hashCode() {
    return filter.asOf().hashCode();
  }
}
