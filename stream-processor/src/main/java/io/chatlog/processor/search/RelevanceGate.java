package io.chatlog.processor.search;

import java.io.IOException;
import org.apache.lucene.search.FilterLeafCollector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreCachingWrappingScorer;

/** Lets through what is relevant enough. */
final class RelevanceGate extends FilterLeafCollector {
  private final QueryPlan plan;
  private final float minScore;

  @SuppressWarnings("NullAway.Init") // the searcher sets it first
  private Scorable scorer;

  private RelevanceGate(LeafCollector behind, QueryPlan plan, float minScore) {
    super(behind);
    this.plan = plan;
    this.minScore = minScore;
  }

  /** Narrows a collector to what is at least so relevant. */
  static LeafCollector before(LeafCollector collector, QueryPlan plan, float minScore) {
    return minScore <= 0
        ? collector
        : ScoreCachingWrappingScorer.wrap(new RelevanceGate(collector, plan, minScore));
  }

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
}
