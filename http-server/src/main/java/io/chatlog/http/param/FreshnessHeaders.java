package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.Positions;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a read has to be, as its headers say.
 *
 * @param minPositions what has to be applied before the read is answered
 * @param waitMillis how long to wait for that, 0..{@value #WAIT_MILLIS_MAX}
 * @param staleAllowed whether a stand-by may answer during a fail-over; never together with
 *     positions, which only the owner can vouch for
 * @param waitNamed whether the client named the wait
 */
public record FreshnessHeaders(
    Positions minPositions, int waitMillis, boolean staleAllowed, boolean waitNamed) {
  /** Positions that must be applied, as in {@code 3:1842,4:77}. */
  public static final String MIN_POSITION = "Chatlog-Min-Position";

  /** How long to wait for them, in milliseconds. */
  public static final String WAIT_MS = "Chatlog-Wait-Ms";

  /** {@code stale} or {@code strong}. */
  public static final String CONSISTENCY = "Chatlog-Consistency";

  /** On answers: what was accepted, or what the answer reflects. */
  public static final String POSITION = "Chatlog-Position";

  /** On answers of a stand-by: {@code true}. */
  public static final String STALE = "Chatlog-Stale";

  /** The longest wait that a client may ask for. */
  public static final int WAIT_MILLIS_MAX = 60_000;

  private static final int WAIT_MILLIS_DEFAULT = 2_000;

  /**
   * Parses the three headers, each null when it is absent.
   *
   * @throws ProblemException {@code invalid_position} or {@code invalid_header}
   */
  public static FreshnessHeaders parse(
      @Nullable String minPosition, @Nullable String waitMs, @Nullable String consistency) {
    Positions positions = minPosition == null ? Positions.NONE : parsePositions(minPosition);
    boolean stale = consistency != null && parseStale(consistency);
    return new FreshnessHeaders(
        positions,
        waitMs == null ? WAIT_MILLIS_DEFAULT : parseWaitMs(waitMs),
        stale && positions.isEmpty(),
        waitMs != null);
  }

  private static Positions parsePositions(String text) {
    return Positions.parse(text)
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.INVALID_POSITION,
                    MIN_POSITION + " must be partition:offset, as in 3:1842 or 3:1842,4:77"));
  }

  private static int parseWaitMs(String header) {
    String text = header.strip();
    boolean digits =
        !text.isEmpty() && text.length() <= 6 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int waitMs = digits ? Integer.parseInt(text) : -1;
    if (waitMs < 0 || waitMs > WAIT_MILLIS_MAX) {
      throw new ProblemException(
          ErrorCode.INVALID_HEADER, WAIT_MS + " must be a number of 0 to " + WAIT_MILLIS_MAX);
    }
    return waitMs;
  }

  private static boolean parseStale(String header) {
    return switch (header.strip()) {
      case "stale" -> true;
      case "strong" -> false;
      case String other ->
          throw new ProblemException(
              ErrorCode.INVALID_HEADER, CONSISTENCY + " must be stale or strong");
    };
  }
}
