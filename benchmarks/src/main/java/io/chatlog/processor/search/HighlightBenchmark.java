package io.chatlog.processor.search;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Analysis of a content that is shown, and its best passages: once for each item of a page. Run
 * with {@code build/jmh Highlight}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class HighlightBenchmark {
  private static final String CONTENT =
      "The log remembers what was said, and in which order; whoever asks later is told the same. "
          .repeat(3);

  private final HighlightTerms terms =
      new HighlightTerms(
          Set.of("rememb", "order"), List.of("who"), List.of(List.of("told", "same")));

  /** A message of 270 characters, with two words, a prefix and a phrase. */
  @Benchmark
  public List<?> passages() {
    return Highlights.of(CONTENT, terms);
  }
}
