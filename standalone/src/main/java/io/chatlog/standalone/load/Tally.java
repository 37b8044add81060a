package io.chatlog.standalone.load;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what came of the lines. Thread-safe. */
public final class Tally {
  private final int examplesMax;
  private long read;
  private long accepted;
  private long duplicate;
  private final Map<String, Long> refusedByCode = new TreeMap<>();
  private final Map<String, Long> failedByReason = new TreeMap<>();
  private final List<RefusedLine> examples = new ArrayList<>();

  /**
   * Remembers some refused lines.
   *
   * @param examplesMax of them, the first ones
   */
  public Tally(int examplesMax) {
    this.examplesMax = examplesMax;
  }

  /** A line that was refused, and why. */
  public record RefusedLine(long number, String code, String detail) {}

  /**
   * The counts at one moment.
   *
   * @param read lines read so far, blank ones left out
   * @param accepted taken now
   * @param duplicate there before
   * @param refusedByCode not taken, by error code
   * @param failedByReason given up, by reason
   * @param examples some of the refused lines, by number
   */
  public record Counts(
      long read,
      long accepted,
      long duplicate,
      Map<String, Long> refusedByCode,
      Map<String, Long> failedByReason,
      List<RefusedLine> examples) {

    /** Keeps its own copies. */
    public Counts {
      refusedByCode = Collections.unmodifiableMap(new TreeMap<>(refusedByCode));
      failedByReason = Collections.unmodifiableMap(new TreeMap<>(failedByReason));
      examples = List.copyOf(examples);
    }

    /** All that were refused. */
    public long refused() {
      return refusedByCode.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All that were given up. */
    public long failed() {
      return failedByReason.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All whose outcome is known. */
    public long done() {
      return accepted + duplicate + refused() + failed();
    }
  }

  synchronized void read() {
    read++;
  }

  synchronized void accepted() {
    accepted++;
  }

  synchronized void duplicate() {
    duplicate++;
  }

  synchronized void refused(long number, String code, String detail) {
    refusedByCode.merge(code, 1L, Long::sum);
    if (examples.size() < examplesMax) {
      examples.add(new RefusedLine(number, code, detail));
    }
  }

  synchronized void failed(String reason) {
    failedByReason.merge(reason, 1L, Long::sum);
  }

  /** The counts now. */
  public synchronized Counts counts() {
    List<RefusedLine> sorted =
        examples.stream().sorted(Comparator.comparingLong(RefusedLine::number)).toList();
    return new Counts(read, accepted, duplicate, refusedByCode, failedByReason, sorted);
  }
}
