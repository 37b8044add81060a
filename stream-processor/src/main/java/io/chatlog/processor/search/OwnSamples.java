package io.chatlog.processor.search;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.jspecify.annotations.Nullable;

/**
 * Samples of the users who searched a view last, {@value #USERS_MAX} of each view: who searches
 * mostly does so again, and looking at a thousand texts is a twentieth of a search. A sample takes
 * about 5 KB at most, and is gone with the view that it is of. Thread-safe.
 */
final class OwnSamples {
  static final int USERS_MAX = 256;

  private static final WhileOpen<OwnSamples> VIEWS = new WhileOpen<>();

  private final Map<Term, OwnSample> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Term, OwnSample> eldest) {
          return size() > USERS_MAX;
        }
      };

  private OwnSamples() {}

  /**
   * The sample of a user.
   *
   * @param look asked when it is not known
   */
  static OwnSample of(IndexReader view, Term owner, WhileOpen.Look<OwnSample> look)
      throws IOException {
    OwnSamples samples = VIEWS.of(view.getReaderCacheHelper(), OwnSamples::new);
    OwnSample known = samples.get(owner);
    if (known == null) {
      known = look.look();
      samples.put(owner, known);
    }
    return known;
  }

  private synchronized @Nullable OwnSample get(Term owner) {
    return latest.get(owner);
  }

  private synchronized void put(Term owner, OwnSample sample) {
    latest.put(owner, sample);
  }
}
