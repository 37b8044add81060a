package io.chatlog.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client is in a stream of messages: all that a server needs to go on with it.
 *
 * <p>In the stream of a session as text {@code seq}, or {@code seq~life} where a session of the
 * same id was deleted before. In the stream of a user {@code offset}, or {@code offset.seq} in the
 * middle of what one event showed, each followed by {@code ~from-to-state} for every stretch in
 * which messages were {@link Missed}.
 *
 * @param offset everything that earlier events brought was told; -1 at the beginning. In the stream
 *     of a session it is the {@code seq} of the last message
 * @param seq of what the event at the offset showed (a fork, or a session that was restored),
 *     everything up to this {@code seq} was told; 0 for all of it
 * @param life which session of its id: the offset of the event that made it, or {@value
 *     #FIRST_LIFE}; always this in the stream of a user
 * @param missed stretches in which messages were left out, oldest first; at most {@value
 *     #MISSED_MAX}
 */
public record StreamPlace(long offset, long seq, long life, List<Missed> missed) {
  /** Of a session before which there was none of the same id. No other begins at this offset. */
  public static final long FIRST_LIFE = 0;

  /** The most stretches of one place; what comes more makes two of them one. */
  public static final int MISSED_MAX = 8;

  /** The longest text of a place. */
  public static final int TEXT_MAX = 560;

  /** Before everything. */
  public static final StreamPlace BEGINNING = at(-1);

  private static final String NUMBER = "(0|[1-9]\\d{0,18})";
  private static final Pattern TEXT =
      Pattern.compile(
          NUMBER + "(?:\\.([1-9]\\d{0,18}))?((?:~\\d+-\\d+-\\d+){0," + MISSED_MAX + "})");
  private static final Pattern OF_SESSION = Pattern.compile(NUMBER + "(?:~([1-9]\\d{0,18}))?");
  private static final Pattern STRETCH =
      Pattern.compile("~" + NUMBER + "-" + NUMBER + "-" + NUMBER);

  public StreamPlace {
    if (offset < -1 || seq < 0 || life < 0 || missed.size() > MISSED_MAX) {
      throw new IllegalArgumentException("place " + offset + "." + seq + ", " + missed.size());
    }
    missed = List.copyOf(missed);
  }

  /** A place in the stream of a user. */
  public StreamPlace(long offset, long seq, List<Missed> missed) {
    this(offset, seq, FIRST_LIFE, missed);
  }

  /**
   * Messages of sessions that were soft-deleted when a client passed them.
   *
   * @param from the offset of the first of them
   * @param to the offset of the last of them
   * @param state how far the state was, at least, in which they were looked at: a session that was
   *     soft-deleted later was not left out
   */
  public record Missed(long from, long to, long state) {
    public Missed {
      if (from < 0 || to < from || state < 0) {
        throw new IllegalArgumentException("missed " + from + ".." + to + " in " + state);
      }
    }

    /** Both, and what is between. */
    public Missed and(Missed other) {
      return new Missed(
          Math.min(from, other.from), Math.max(to, other.to), Math.max(state, other.state));
    }
  }

  /** Behind everything that the event at an offset brought. */
  public static StreamPlace at(long offset) {
    return new StreamPlace(offset, 0, List.of());
  }

  /** The place in the stream of a session that a text names; empty when it names none. */
  public static Optional<StreamPlace> parseOfSession(String text) {
    Matcher matcher = text.length() > TEXT_MAX ? OF_SESSION.matcher("") : OF_SESSION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      long life = matcher.group(2) == null ? FIRST_LIFE : number(matcher, 2);
      return Optional.of(at(number(matcher, 1)).ofLife(life));
    } catch (NumberFormatException outOfBounds) {
      return Optional.empty();
    }
  }

  /** The place in the stream of a user that a text names; empty when it names none. */
  public static Optional<StreamPlace> parse(String text) {
    Matcher matcher = text.length() > TEXT_MAX ? TEXT.matcher("") : TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      List<Missed> missed = new ArrayList<>();
      Matcher stretch = STRETCH.matcher(matcher.group(3));
      int end = 0;
      for (; stretch.find(); end = stretch.end()) {
        missed.add(new Missed(number(stretch, 1), number(stretch, 2), number(stretch, 3)));
      }
      String seq = matcher.group(2);
      return end == matcher.group(3).length()
          ? Optional.of(
              new StreamPlace(number(matcher, 1), seq == null ? 0 : Long.parseLong(seq), missed))
          : Optional.empty();
    } catch (IllegalArgumentException outOfBounds) {
      return Optional.empty();
    }
  }

  private static long number(Matcher matcher, int group) {
    return Long.parseLong(matcher.group(group));
  }

  /** Whether this place is further on. */
  public boolean isBehind(StreamPlace other) {
    return offset != other.offset
        ? offset > other.offset
        : Long.compareUnsigned(seq - 1, other.seq - 1) > 0; // 0, which is all, becomes the greatest
  }

  /** This place with what was missed until then. */
  public StreamPlace withMissed(List<Missed> now) {
    return now.equals(missed) ? this : new StreamPlace(offset, seq, life, now);
  }

  /** The same place in another session of the id. */
  public StreamPlace ofLife(long other) {
    return other == life ? this : new StreamPlace(offset, seq, other, missed);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(offset);
    if (seq > 0) {
      text.append('.').append(seq);
    }
    if (life != FIRST_LIFE) {
      text.append('~').append(life);
    }
    for (Missed stretch : missed) {
      text.append('~').append(stretch.from()).append('-').append(stretch.to());
      text.append('-').append(stretch.state());
    }
    return text.toString();
  }
}
