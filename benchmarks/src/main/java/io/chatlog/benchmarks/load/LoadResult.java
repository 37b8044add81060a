package io.chatlog.benchmarks.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/**
 * What came of a load.
 *
 * @param latencies of every answer, in microseconds
 * @param messages messages that were taken
 * @param failures answers that were no success
 * @param firstFailure the first of them, or nothing
 * @param took how long it went on
 * @param clientCpu processor time of the threads that sent and read
 */
public record LoadResult(
    Histogram latencies,
    long messages,
    long failures,
    String firstFailure,
    Duration took,
    Duration clientCpu) {

  /** Answers, failures included. */
  public long requests() {
    return latencies.getTotalCount();
  }

  /** Answers that were a success. */
  public long successes() {
    return requests() - failures;
  }

  /** Messages a second; successful answers a second where nothing is written. */
  public double perSecond() {
    double seconds = took.toNanos() / 1e9;
    return (messages > 0 ? messages : successes()) / seconds;
  }

  /** A percentile, in milliseconds. */
  public double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** What one request took of this client, in microseconds of processor time. */
  public double clientCpuMicros() {
    return clientCpu.toNanos() / 1e3 / Math.max(1, requests());
  }
}
