package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How fresh a read has to be.
 *
 * @param minPositions partition to offset: what has to be applied before the read is answered;
 *     empty for "as it is now"
 * @param waitLimit how long to wait for that
 * @param staleAllowed whether a stand-by may answer during a fail-over
 */
public record Freshness(Map<Integer, Long> minPositions, Duration waitLimit, boolean staleAllowed) {
  /** Positions that must be applied, as in {@code 3:1842,4:77}. */
  public static final String MIN_POSITION_HEADER = "Chatlog-Min-Position";

  /** How long to wait for them, in milliseconds. */
  public static final String WAIT_MS_HEADER = "Chatlog-Wait-Ms";

  /** {@code stale} or {@code strong}. */
  public static final String CONSISTENCY_HEADER = "Chatlog-Consistency";

  /** On answers: what was accepted, or what the answer reflects. */
  public static final String POSITION_HEADER = "Chatlog-Position";

  /** On answers of a stand-by: {@code true}. */
  public static final String STALE_HEADER = "Chatlog-Stale";

  private static final int POSITIONS_MAX = 1024;
  private static final int WAIT_MS_DEFAULT = 2000;
  private static final int WAIT_MS_MAX = 10_000;

  public Freshness {
    minPositions = Map.copyOf(minPositions);
  }

  /**
   * Parses the three headers, each null when it is absent.
   *
   * @throws ProblemException {@code invalid_position} or {@code invalid_header}
   */
  public static Freshness parse(
      @Nullable String minPosition, @Nullable String waitMs, @Nullable String consistency) {
    return new Freshness(
        minPosition == null ? Map.of() : parsePositions(minPosition),
        Duration.ofMillis(waitMs == null ? WAIT_MS_DEFAULT : parseWaitMs(waitMs)),
        consistency != null && parseStale(consistency));
  }

  /**
   * Parses {@code partition:offset[,partition:offset…]}. Of a partition given twice the larger
   * offset counts.
   *
   * @throws ProblemException {@code invalid_position}
   */
  public static Map<Integer, Long> parsePositions(String text) {
    Map<Integer, Long> positions = new TreeMap<>();
    for (String part : text.split(",", POSITIONS_MAX + 1)) {
      String pair = part.strip();
      int colon = pair.indexOf(':');
      long partition = colon < 0 ? -1 : number(pair.substring(0, colon));
      long offset = colon < 0 ? -1 : number(pair.substring(colon + 1));
      if (partition < 0 || partition > Integer.MAX_VALUE || offset < 0) {
        throw new ProblemException(
            ErrorCode.INVALID_POSITION, "a position is partition:offset, as in 3:1842");
      }
      positions.merge((int) partition, offset, Math::max);
    }
    return positions;
  }

  private static int parseWaitMs(String text) {
    long waitMs = number(text.strip());
    if (waitMs < 0 || waitMs > WAIT_MS_MAX) {
      throw new ProblemException(
          ErrorCode.INVALID_HEADER, WAIT_MS_HEADER + " must be a number of 0 to " + WAIT_MS_MAX);
    }
    return (int) waitMs;
  }

  private static boolean parseStale(String text) {
    return switch (text.strip()) {
      case "stale" -> true;
      case "strong" -> false;
      case String other ->
          throw new ProblemException(
              ErrorCode.INVALID_HEADER, CONSISTENCY_HEADER + " must be stale or strong");
    };
  }

  /** The number that the text is, -1 when it is none. */
  private static long number(String text) {
    boolean digits =
        !text.isEmpty() && text.length() <= 18 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits ? Long.parseLong(text) : -1;
  }
}
