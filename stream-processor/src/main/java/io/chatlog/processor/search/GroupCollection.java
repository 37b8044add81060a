package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.SearchShape.Order;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.jspecify.annotations.Nullable;

/**
 * Collects the first hit of each group, and how many hits the group has. Every hit is looked at:
 * the first one of a group is known when the last one was seen; so a page behind another needs to
 * know nothing of the groups before it.
 *
 * <p>At most {@value #GROUPS_MAX} groups; hits of further ones are passed over, and the total says
 * so.
 */
final class GroupCollection
    implements CollectorManager<GroupCollection.Groups, GroupCollection.Found> {
  static final int GROUPS_MAX = 100_000;

  private final QueryPlan plan;
  private final float minScore;
  private final Group group;
  private final SearchView view;
  private final Comparator<First> order;

  GroupCollection(QueryPlan plan, SearchQuery query, Group group, SearchView view) {
    this.view = view;
    this.plan = plan;
    this.minScore = query.minScore();
    this.group = group;
    this.order = First.order(query.shape().order());
  }

  /**
   * The first hit of a group.
   *
   * @param hits how many the group has
   */
  record First(
      int document, float score, long timestampMicros, int partition, long offset, long hits) {
    static Comparator<First> order(Order by) {
      Comparator<First> first =
          switch (by) {
            case RELEVANCE -> Comparator.comparing((First hit) -> -hit.score());
            case TIME -> Comparator.comparingLong(First::timestampMicros).reversed();
          };
      return first.thenComparingInt(First::partition).thenComparingLong(First::offset);
    }

    First with(First other, Comparator<First> order) {
      First better = order.compare(this, other) <= 0 ? this : other;
      return new First(
          better.document,
          better.score,
          better.timestampMicros,
          better.partition,
          better.offset,
          hits + other.hits);
    }
  }

  /**
   * The groups, the first first.
   *
   * @param exact false when groups were left out
   */
  record Found(List<First> groups, boolean exact) {}

  @Override
  public Groups newCollector() {
    return new Groups();
  }

  @Override
  public Found reduce(Collection<Groups> collectors) {
    Map<String, First> all = new HashMap<>();
    boolean exact = true;
    for (Groups groups : collectors) {
      groups.byKey.forEach((key, first) -> all.merge(key, first, (a, b) -> a.with(b, order)));
      exact &= groups.exact;
    }
    List<First> sorted = new ArrayList<>(all.values());
    sorted.sort(order);
    return new Found(sorted, exact);
  }

  /** The groups of some segments. */
  final class Groups implements Collector {
    private final Map<String, First> byKey = new HashMap<>();
    private boolean exact = true;

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      return RelevanceGate.before(new OfSegment(leaf), plan, minScore);
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE;
    }

    private final class OfSegment implements LeafCollector {
      private final int docBase;
      private final int partition;
      private final SortedDocValues sessions;
      private final NumericDocValues offsets;
      private final NumericDocValues timestamps;
      private final Map<Integer, String> keys = new HashMap<>();
      private @Nullable Scorable scorer;

      OfSegment(LeafReaderContext leaf) throws IOException {
        docBase = leaf.docBase;
        partition = view.partitionOf(leaf);
        sessions = DocValues.getSorted(leaf.reader(), IndexFields.SESSION);
        offsets = DocValues.getNumeric(leaf.reader(), IndexFields.OFFSET);
        timestamps = DocValues.getNumeric(leaf.reader(), IndexFields.TIMESTAMP);
      }

      @Override
      public void setScorer(Scorable scorable) {
        scorer = scorable;
      }

      @Override
      public void collect(int document) throws IOException {
        if (scorer == null || !sessions.advanceExact(document)) {
          return;
        }
        String key = key(sessions.ordValue());
        First present = byKey.get(key);
        if (present == null && byKey.size() == GROUPS_MAX) {
          exact = false;
          return;
        }
        First hit =
            new First(
                docBase + document,
                scorer.score(),
                timestamps.advanceExact(document) ? timestamps.longValue() : 0,
                partition,
                offsets.advanceExact(document) ? offsets.longValue() : 0,
                1);
        byKey.put(key, present == null ? hit : present.with(hit, order));
      }

      private String key(int ord) throws IOException {
        String known = keys.get(ord);
        if (known != null) {
          return known;
        }
        String session = sessions.lookupOrd(ord).utf8ToString();
        String key =
            switch (group) {
              case SESSION -> session;
              case USER -> IndexFields.ownerOf(session).value();
            };
        keys.put(ord, key);
        return key;
      }
    }
  }
}
