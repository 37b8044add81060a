package io.chatlog.view;

import org.jspecify.annotations.Nullable;

/**
 * What is counted of one session. Times are microseconds since 1970 UTC.
 *
 * @param contentChars Unicode characters (code points) of all contents
 * @param contentBytes UTF-8 bytes of all contents
 * @param responseTimes from a user's message to the next assistant's, by their timestamps
 */
public record SessionStats(
    RoleCounts messages,
    long contentChars,
    long contentBytes,
    DurationHistogram responseTimes,
    @Nullable Long firstMessageAtMicros,
    @Nullable Long lastMessageAtMicros) {
  /** Of a session without messages. */
  public static final SessionStats EMPTY =
      new SessionStats(RoleCounts.ZERO, 0, 0, DurationHistogram.EMPTY, null, null);

  /** Mean length of a message in characters; 0 without messages. */
  public double avgMessageChars() {
    return messages.total() == 0 ? 0 : (double) contentChars / messages.total();
  }

  /** Minutes from the first to the last message; 0 with fewer than two. */
  public double durationMinutes() {
    return firstMessageAtMicros == null || lastMessageAtMicros == null
        ? 0
        : (lastMessageAtMicros - firstMessageAtMicros) / 60e6;
  }

  /** Assistant messages per user message; 0 without user messages. */
  public double responseRatio() {
    return messages.user() == 0 ? 0 : (double) messages.assistant() / messages.user();
  }
}
