package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * Collects the best documents in the order of a search: score or time falling, then log offset,
 * which no two messages of a partition share. So the order is the same whatever segments the index
 * has, and a place in it is enough to go on behind it.
 */
final class HitCollection implements CollectorManager<HitCollection.Gate, TopFieldDocs> {
  /** Totals are exact up to here. */
  static final int TOTAL_EXACT_MAX = 10_000;

  private static final SortField PLACE = new SortField(IndexFields.OFFSET, SortField.Type.LONG);
  private static final Sort BY_SCORE = new Sort(SortField.FIELD_SCORE, PLACE);
  private static final Sort BY_TIME =
      new Sort(new SortField(IndexFields.TIMESTAMP, SortField.Type.LONG, true), PLACE);

  private final TopFieldCollectorManager best;
  private final QueryPlan plan;
  private final float minScore;

  /**
   * @param query says in what order, and behind which place
   * @param many how many documents are wanted
   * @param after behind which place, or null
   */
  HitCollection(
      QueryPlan plan,
      SearchQuery query,
      int many,
      SearchQuery.@Nullable After after,
      int partition) {
    this.plan = plan;
    this.minScore = query.minScore();
    Order order = query.shape().order();
    this.best =
        new TopFieldCollectorManager(
            order == Order.TIME ? BY_TIME : BY_SCORE,
            many,
            after == null ? null : behind(after, order, partition),
            Math.max(TOTAL_EXACT_MAX, many));
  }

  private static FieldDoc behind(SearchQuery.After after, Order order, int partition) {
    Object first =
        switch (order) {
          case RELEVANCE -> after.rawScore();
          case TIME -> after.timestampMicros();
        };
    return new FieldDoc(
        Integer.MAX_VALUE, after.rawScore(), new Object[] {first, offsetBehind(after, partition)});
  }

  /**
   * The offset to go on from. Among hits of the same score or time, those of smaller partitions
   * come first: seen from another partition, all or none of its hits are behind the place.
   */
  static long offsetBehind(SearchQuery.After after, int partition) {
    return partition == after.partition()
        ? after.offset()
        : partition < after.partition() ? Long.MAX_VALUE : Long.MIN_VALUE;
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
      return RelevanceGate.before(super.getLeafCollector(context), plan, minScore);
    }

    @Override
    public ScoreMode scoreMode() {
      // what is not relevant enough cannot be told without its score
      return minScore > 0 && !super.scoreMode().needsScores()
          ? ScoreMode.COMPLETE
          : super.scoreMode();
    }
  }
}
