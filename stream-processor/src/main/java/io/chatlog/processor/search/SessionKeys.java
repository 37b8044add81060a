package io.chatlog.processor.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectionTerminatedException;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;

/** Collects which sessions documents are of, up to a number. */
final class SessionKeys implements CollectorManager<SessionKeys.Keys, List<SessionFinds.Key>> {
  private final int many;

  SessionKeys(int many) {
    this.many = many;
  }

  @Override
  public Keys newCollector() {
    return new Keys();
  }

  @Override
  public List<SessionFinds.Key> reduce(Collection<Keys> collectors) {
    List<SessionFinds.Key> all = new ArrayList<>();
    collectors.forEach(keys -> all.addAll(keys.found));
    return all;
  }

  /** The sessions of some segments. */
  final class Keys implements Collector {
    private final List<SessionFinds.Key> found = new ArrayList<>();

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext leaf) throws IOException {
      SortedDocValues keys = DocValues.getSorted(leaf.reader(), SessionFields.KEY);
      return new LeafCollector() {
        @Override
        public void setScorer(Scorable scorer) {}

        @Override
        public void collect(int document) throws IOException {
          if (found.size() == many) {
            throw new CollectionTerminatedException();
          }
          if (keys.advanceExact(document)) {
            String key = keys.lookupOrd(keys.ordValue()).utf8ToString();
            found.add(new SessionFinds.Key(IndexFields.ownerOf(key), IndexFields.sessionOf(key)));
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
