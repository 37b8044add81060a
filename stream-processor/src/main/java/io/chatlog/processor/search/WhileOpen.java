package io.chatlog.processor.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about segments or views of an index, kept as long as they are open.
 * Thread-safe; two that ask at once may both find it out.
 */
final class WhileOpen<T> {
  private final Map<IndexReader.CacheKey, T> known = new ConcurrentHashMap<>();

  /** Finds something out. */
  @FunctionalInterface
  interface Look<T> {
    T look() throws IOException;
  }

  /**
   * What is known of a segment or a view, which the caller keeps open meanwhile.
   *
   * @param of what never changes while it is open; null for what is not to be kept
   * @param look asked when nothing is known
   */
  T of(IndexReader.@Nullable CacheHelper of, Look<T> look) throws IOException {
    T found = of == null ? null : known.get(of.getKey());
    if (found != null) {
      return found;
    }
    T made = look.look();
    if (of == null) {
      return made;
    }
    T before = known.putIfAbsent(of.getKey(), made);
    if (before != null) {
      return before;
    }
    of.addClosedListener(known::remove);
    return made;
  }
}
