package io.chatlog.standalone.cli;

/** Times of the API as a person reads them, in UTC. */
final class ShownTime {
  private static final int SECONDS_CHARS = "2026-01-02T03:04:05".length();

  private ShownTime() {}

  /** To the second: {@code 2026-01-02 03:04:05}; anything else as it is. */
  static String seconds(String time) {
    return time.length() > SECONDS_CHARS && time.charAt(10) == 'T'
        ? time.substring(0, SECONDS_CHARS).replace('T', ' ')
        : time;
  }
}
