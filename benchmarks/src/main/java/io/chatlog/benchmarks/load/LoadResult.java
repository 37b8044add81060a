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
 */
public record LoadResult(
    Histogram latencies, long messages, long failures, String firstFailure, Duration took) {

  /** Answers, failures included. */
  public long requests() {
    return latencies.getTotalCount();
  }

  /** Messages a second; requests a second where nothing is written. */
  public double perSecond() {
    double seconds = took.toNanos() / 1e9;
    return (messages > 0 ? messages : requests()) / seconds;
  }

  /** A percentile, in milliseconds. */
  public double millis(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }
}
