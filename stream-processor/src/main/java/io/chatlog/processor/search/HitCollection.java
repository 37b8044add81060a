package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreCachingWrappingScorer;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * Collects the best documents in the order of a search: score falling, then log offset, which no
 * two messages of a partition share. So the order is the same whatever segments the index has, and
 * a place in it is enough to go on behind it.
 */
final class HitCollection implements CollectorManager<HitCollection.Gate, TopFieldDocs> {
  /** Totals are exact up to here. */
  static final int TOTAL_EXACT_MAX = 10_000;

  private static final Sort ORDER =
      new Sort(SortField.FIELD_SCORE, new SortField(IndexFields.OFFSET, SortField.Type.LONG));

  private final TopFieldCollectorManager best;
  private final QueryPlan plan;
  private final float minScore;

  /**
   * @param many how many documents are wanted
   * @param after behind which place, or null
   */
  HitCollection(
      QueryPlan plan, float minScore, int many, SearchQuery.@Nullable After after, int partition) {
    this.plan = plan;
    this.minScore = minScore;
    this.best =
        new TopFieldCollectorManager(
            ORDER,
            many,
            after == null ? null : behind(after, partition),
            Math.max(TOTAL_EXACT_MAX, many));
  }

  /**
   * The place to go on from. Among hits of the same score, those of smaller partitions come first:
   * seen from another partition, all or none of its hits of that score are behind the place.
   */
  private static FieldDoc behind(SearchQuery.After after, int partition) {
    long offset =
        partition == after.partition()
            ? after.offset()
            : partition < after.partition() ? Long.MAX_VALUE : Long.MIN_VALUE;
    return new FieldDoc(
        Integer.MAX_VALUE, after.rawScore(), new Object[] {after.rawScore(), offset});
  }

  static float score(FieldDoc doc) {
    return (Float) doc.fields[0];
  }

  static long offset(FieldDoc doc) {
    return (Long) doc.fields[1];
  }

  @Override
  public Gate newCollector() {
    return new Gate(best.newCollector());
  }

  @Override
  public TopFieldDocs reduce(Collection<Gate> gates) throws IOException {
    List<TopFieldCollector> collectors = new ArrayList<>();
    gates.forEach(gate -> collectors.add(gate.collector));
    return best.reduce(collectors);
  }

  /** Lets through what is relevant enough. */
  final class Gate extends FilterCollector {
    private final TopFieldCollector collector;

    private Gate(TopFieldCollector collector) {
      super(collector);
      this.collector = collector;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext context) throws IOException {
      LeafCollector all = super.getLeafCollector(context);
      return minScore <= 0 ? all : ScoreCachingWrappingScorer.wrap(relevant(all));
    }

    private LeafCollector relevant(LeafCollector all) {
      return new FilterLeafCollector(all) {
        @SuppressWarnings("NullAway.Init") // the searcher sets it first
        private Scorable scorer;

        @Override
        public void setScorer(Scorable scorable) throws IOException {
          scorer = scorable;
          super.setScorer(scorable);
        }

        @Override
        public void collect(int document) throws IOException {
          if (plan.relevance(scorer.score()) >= minScore) {
            super.collect(document);
          }
        }
      };
    }
  }
}
