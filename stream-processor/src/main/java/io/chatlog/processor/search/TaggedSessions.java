package io.chatlog.processor.search;

import io.chatlog.value.UserId;
import io.chatlog.view.SessionFilter;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Narrows a search to sessions that have tags. Tags are of the session's document only, so that
 * putting one on does not write its messages anew: the sessions are looked up first, at most
 * {@value #SESSIONS_MAX} of a partition.
 */
final class TaggedSessions {
  static final int SESSIONS_MAX = 50_000;

  private TaggedSessions() {}

  /** What is of sessions that have all the tags and are not deleted. */
  static Query of(IndexSearcher searcher, @Nullable UserId user, Set<String> tags)
      throws IOException {
    SessionFilter tagged =
        new SessionFilter(
            Set.of(), Set.of(), Set.of(), tags, Set.of(), Set.of(), Long.MIN_VALUE, Long.MAX_VALUE);
    List<SessionFinds.Key> sessions =
        searcher.search(SessionQueries.of(user, tagged).build(), new SessionKeys(SESSIONS_MAX));
    List<BytesRef> keys =
        sessions.stream().map(key -> IndexFields.session(key.owner(), key.session())).toList();
    return SortedDocValuesField.newSlowSetQuery(IndexFields.SESSION, keys);
  }
}
