package io.chatlog.value;

import java.util.Optional;

/**
 * A place in the log, written {@code partition:offset}, as in {@code 3:1842}.
 *
 * @param partition the partition of the events topic, from 0
 * @param offset the offset of the record, from 0
 */
public record Position(int partition, long offset) {
  public Position {
    if (partition < 0 || offset < 0) {
      throw new IllegalArgumentException("a position has no negative part");
    }
  }

  /** The position written in a text, or empty when the text is not exactly one position. */
  public static Optional<Position> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1 || colon > 9 || text.length() - colon > 19) {
      return Optional.empty();
    }
    for (int at = 0; at < text.length(); at++) {
      if (at != colon && (text.charAt(at) < '0' || text.charAt(at) > '9')) {
        return Optional.empty();
      }
    }
    if (colon == text.length() - 1) {
      return Optional.empty();
    }
    return Optional.of(
        new Position(
            Integer.parseInt(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1))));
  }

  @Override
  public String toString() {
    return partition + ":" + offset;
  }
}
