package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.FilterCollector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.jspecify.annotations.Nullable;

/**
 * Collects the best documents in the order of a search: score or time falling, then partition, then
 * log offset, which no two messages of a partition share. So the order is the same whatever
 * segments the index has, and whether partitions are searched together or apart, and a place in it
 * is enough to go on behind it.
 */
final class HitCollection<C extends Collector>
    implements CollectorManager<HitCollection<C>.Gate, TopFieldDocs> {
  /** Totals are exact up to here in a search of one user, but for the next. */
  static final int TOTAL_EXACT_MAX = 10_000;

  /**
   * The same where one of several words will do, or all users are searched: what is beyond can be
   * passed over once the best are known, and counting it would be most of the work.
   */
  static final int TOTAL_OF_MANY_EXACT_MAX = 1_000;

  private static final SortField BY_OFFSET = new SortField(IndexFields.OFFSET, SortField.Type.LONG);
  private static final SortField LATEST_FIRST =
      new SortField(IndexFields.TIMESTAMP, SortField.Type.LONG, true);

  private final CollectorManager<C, TopFieldDocs> best;
  private final QueryPlan plan;
  private final float minScore;

  private HitCollection(CollectorManager<C, TopFieldDocs> best, QueryPlan plan, SearchQuery query) {
    this.best = best;
    this.plan = plan;
    this.minScore = query.minScore();
  }

  /**
   * @param query says in what order, and behind which place
   * @param many how many documents are wanted
   * @param after behind which place, or null
   * @param totalExactMax up to where the total is to be exact
   */
  static CollectorManager<?, TopFieldDocs> of(
      QueryPlan plan,
      SearchQuery query,
      int many,
      SearchQuery.@Nullable After after,
      SearchView view,
      int totalExactMax) {
    int counted = Math.max(totalExactMax, many);
    return switch (query.shape().order()) {
      case RELEVANCE ->
          new HitCollection<>(new RelevanceOrder(view, many, after, counted), plan, query);
      case TIME ->
          new HitCollection<>(
              new TopFieldCollectorManager(
                  new Sort(
                      LATEST_FIRST,
                      new SortField("partition", new PartitionOrder(view)),
                      BY_OFFSET),
                  many,
                  after == null ? null : behind(after),
                  counted),
              plan,
              query);
    };
  }

  private static FieldDoc behind(SearchQuery.After after) {
    return new FieldDoc(
        Integer.MAX_VALUE,
        after.rawScore(),
        new Object[] {after.timestampMicros(), after.partition(), after.offset()});
  }

  /** Where a document stands that was found. */
  static SearchQuery.After place(FieldDoc found, Order order) {
    int partition = (Integer) found.fields[1];
    long offset = (Long) found.fields[2];
    return switch (order) {
      case RELEVANCE -> new SearchQuery.After((Float) found.fields[0], partition, offset);
      case TIME -> new SearchQuery.After(found.score, (Long) found.fields[0], partition, offset);
    };
  }

  @Override
  public Gate newCollector() throws IOException {
    return new Gate(best.newCollector());
  }

  @Override
  public TopFieldDocs reduce(Collection<Gate> gates) throws IOException {
    List<C> collectors = new ArrayList<>();
    gates.forEach(gate -> collectors.add(gate.collector));
    return best.reduce(collectors);
  }

  /** Lets through what is relevant enough. */
  final class Gate extends FilterCollector {
    private final C collector;

    private Gate(C collector) {
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
