package io.chatlog.benchmarks.scenario;

/**
 * What processes took.
 *
 * @param cpuMicros user and system time
 * @param allocatedBytes on the heaps of those that are JVMs
 * @param nanos of the clock
 */
public record Cost(long cpuMicros, long allocatedBytes, long nanos) {
  /** What was taken since an earlier look. */
  Cost since(Cost earlier) {
    return new Cost(
        cpuMicros - earlier.cpuMicros,
        allocatedBytes - earlier.allocatedBytes,
        nanos - earlier.nanos);
  }

  /**
   * Without what something else took beside it, as much of it as went on meanwhile. Below 0 where
   * that varies by more than is left.
   */
  Cost without(Cost other) {
    double share = (double) nanos / other.nanos;
    return new Cost(
        cpuMicros - Math.round(other.cpuMicros * share),
        allocatedBytes - Math.round(other.allocatedBytes * share),
        nanos);
  }
}
