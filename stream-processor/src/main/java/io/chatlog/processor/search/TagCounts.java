package io.chatlog.processor.search;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/** Counts the tags of sessions. */
final class TagCounts implements CollectorManager<TagCounts.Counts, Map<String, Long>> {
  @Override
  public Counts newCollector() {
    return new Counts();
  }

  @Override
  public Map<String, Long> reduce(Collection<Counts> collectors) {
    Map<String, Long> all = new HashMap<>();
    collectors.forEach(
        counts -> counts.sessions.forEach((tag, many) -> all.merge(tag, many, Long::sum)));
    return all;
  }

  /** The tags of some segments. */
  static final class Counts implements Collector {
    private final Map<String, Long> sessions = new HashMap<>();

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      SortedSetDocValues tags = DocValues.getSortedSet(leaf.reader(), SessionFields.TAG);
      Map<Long, Long> byNumber = new HashMap<>();
      return new LeafCollector() {
        @Override
        public void setScorer(Scorable scorer) {}

        @Override
        public void collect(int document) throws IOException {
          if (tags.advanceExact(document)) {
            for (int left = tags.docValueCount(); left > 0; left--) {
              byNumber.merge(tags.nextOrd(), 1L, Long::sum);
            }
          }
        }

        @Override
        public void finish() throws IOException {
          for (Map.Entry<Long, Long> counted : byNumber.entrySet()) {
            sessions.merge(
                tags.lookupOrd(counted.getKey()).utf8ToString(), counted.getValue(), Long::sum);
          }
        }
      };
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }
  }
}
