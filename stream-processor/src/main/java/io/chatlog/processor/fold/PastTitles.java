package io.chatlog.processor.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a session was called before, for walks over lists by title that began then.
 *
 * @param knownFrom as of which offset everything is known; older titles are forgotten
 * @param past the titles it had, oldest first, at most {@value #TITLES_MAX}
 */
public record PastTitles(long knownFrom, List<Past> past) {
  /** How many titles are kept. */
  public static final int TITLES_MAX = 16;

  /** Of a session whose title never changed. */
  public static final PastTitles NONE = new PastTitles(-1, List.of());

  public PastTitles {
    past = List.copyOf(past);
  }

  /**
   * A title.
   *
   * @param text what it is ordered by
   * @param until the offset of the event that changed it
   */
  public record Past(String text, long until) {}

  /** With one more, which an event at an offset changed. */
  PastTitles with(String text, long until) {
    List<Past> all = new ArrayList<>(past);
    all.add(new Past(text, until));
    return all.size() > TITLES_MAX
        ? new PastTitles(all.getFirst().until(), all.subList(1, all.size()))
        : new PastTitles(knownFrom, all);
  }

  /**
   * What the session was called as of an offset; empty where that is forgotten.
   *
   * @param now what it is called now
   */
  public Optional<String> asOf(long offset, String now) {
    if (offset < knownFrom) {
      return Optional.empty();
    }
    for (Past title : past) {
      if (title.until() > offset) {
        return Optional.of(title.text());
      }
    }
    return Optional.of(now);
  }
}
