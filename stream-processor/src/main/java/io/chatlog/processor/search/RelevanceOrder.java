package io.chatlog.processor.search;

import io.chatlog.view.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.apache.lucene.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Collects the best documents by score falling, then partition, then log offset.
 *
 * <p>Lucene's collector for an order of several fields has what scores less than the last of the
 * best passed over, not what scores the same; where texts repeat each other that is much of what it
 * looks at. This one knows how segments stand in the log ({@link LogOrder}): mostly all that
 * follows stands behind the last of the best if it scores the same, and is passed over as well.
 * Where that is not known it looks at every one, as Lucene's does.
 *
 * <p>Memory is that of the documents wanted. The offset is read of those that get among the best,
 * and of those that score the same as the last of them and may stand before it.
 */
final class RelevanceOrder implements CollectorManager<RelevanceOrder.Best, TopFieldDocs> {
  private static final SortField[] FIELDS = {
    SortField.FIELD_SCORE,
    new SortField("partition", SortField.Type.INT),
    new SortField(IndexFields.OFFSET, SortField.Type.LONG)
  };

  private final SearchView view;
  private final int many;
  private final SearchQuery.@Nullable After after;
  private final int totalExactMax;

  /**
   * @param many how many documents are wanted, 1 at least
   * @param after behind which place, or null
   * @param totalExactMax up to where the total is to be exact
   */
  RelevanceOrder(SearchView view, int many, SearchQuery.@Nullable After after, int totalExactMax) {
    this.view = view;
    this.many = many;
    this.after = after;
    this.totalExactMax = totalExactMax;
  }

  @Override
  public Best newCollector() {
    return new Best();
  }

  @Override
  public TopFieldDocs reduce(Collection<Best> collectors) {
    List<TopFieldDocs> found = new ArrayList<>();
    collectors.forEach(best -> found.add(best.found()));
    return found.size() == 1
        ? found.getFirst()
        : TopDocs.merge(new Sort(FIELDS), many, found.toArray(TopFieldDocs[]::new));
  }

  /** A document that is among the best so far; used again for a better one. */
  private static final class Hit {
    private int document = -1;
    private float score = Float.NEGATIVE_INFINITY;
    private int partition = Integer.MAX_VALUE;
    private long offset = Long.MAX_VALUE;

    /** Whether it stands behind another place in the order. */
    boolean isBehind(float otherScore, int otherPartition, long otherOffset) {
      if (score != otherScore) {
        return score < otherScore;
      }
      return partition == otherPartition ? offset > otherOffset : partition > otherPartition;
    }
  }

  /** The last of them on top; full from the beginning of hits that any other is better than. */
  private static final class Hits extends PriorityQueue<Hit> {
    Hits(int many) {
      super(many, Hit::new);
    }

    @Override
    protected boolean lessThan(Hit one, Hit other) {
      return one.isBehind(other.score, other.partition, other.offset);
    }
  }

  /** Collects one after the other. */
  final class Best implements Collector {
    private final Hits hits = new Hits(many);
    private Hit last = hits.top();
    private long total;
    private boolean exact = true;

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.TOP_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext segment) throws IOException {
      return new InSegment(segment);
    }

    private TopFieldDocs found() {
      int filled = hits.size();
      while (filled > 0 && last.document < 0) {
        hits.pop();
        filled--;
        last = hits.top();
      }
      FieldDoc[] found = new FieldDoc[filled];
      for (int at = filled - 1; at >= 0; at--) {
        Hit hit = hits.pop();
        found[at] =
            new FieldDoc(
                hit.document, hit.score, new Object[] {hit.score, hit.partition, hit.offset});
      }
      TotalHits.Relation relation =
          exact ? TotalHits.Relation.EQUAL_TO : TotalHits.Relation.GREATER_THAN_OR_EQUAL_TO;
      return new TopFieldDocs(new TotalHits(total, relation), found, FIELDS);
    }

    private final class InSegment implements LeafCollector {
      private final int docBase;
      private final int partition;
      private final NumericDocValues offsets;
      private final LogOrder order;

      @SuppressWarnings("NullAway.Init") // the searcher sets it first
      private Scorable scorer;

      /** What is needed to get among the best; what was passed over once stands behind for ever. */
      private float needed = Float.NEGATIVE_INFINITY;

      private float told;

      InSegment(LeafReaderContext segment) throws IOException {
        docBase = segment.docBase;
        partition = view.partitionOf(segment);
        offsets = DocValues.getNumeric(segment.reader(), IndexFields.OFFSET);
        order = LogOrder.of(segment.reader());
      }

      @Override
      public void setScorer(Scorable scorable) throws IOException {
        scorer = scorable;
        told = Float.NEGATIVE_INFINITY;
        raise();
      }

      @Override
      public void collect(int document) throws IOException {
        total++;
        float score = scorer.score();
        if (score >= last.score && isBetter(document, score)) {
          last.document = docBase + document;
          last.score = score;
          last.partition = partition;
          last.offset = offsets.longValue();
          last = hits.updateTop();
          raise();
        } else if (total == totalExactMax + 1L) {
          raise();
        }
      }

      private boolean isBetter(int document, float score) throws IOException {
        if (score == last.score && isPast()) {
          return false;
        }
        if (after != null && score > after.rawScore()) {
          return false;
        }
        if (!offsets.advanceExact(document)) {
          throw new IOException("document " + (docBase + document) + " has no place");
        }
        long offset = offsets.longValue();
        if (after != null
            && score == after.rawScore()
            && (partition == after.partition()
                ? offset <= after.offset()
                : partition < after.partition())) {
          return false;
        }
        return last.isBehind(score, partition, offset);
      }

      /** Whether all that follows in the segment stands behind the last of the best if as good. */
      private boolean isPast() {
        if (partition != last.partition) {
          return partition > last.partition;
        }
        return !SearchQuery.After.isPiece(last.offset)
            && (last.offset < order.least() || (order.rises() && last.document >= docBase));
      }

      /** Has passed over what cannot be among the best any more. */
      private void raise() throws IOException {
        if (total > totalExactMax && last.document >= 0) {
          needed = Math.max(needed, isPast() ? Math.nextUp(last.score) : last.score);
          if (needed > told) {
            told = needed;
            exact = false;
            scorer.setMinCompetitiveScore(needed);
          }
        }
      }
    }
  }
}
