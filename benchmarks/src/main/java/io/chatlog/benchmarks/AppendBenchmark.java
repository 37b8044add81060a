package io.chatlog.benchmarks;

import io.chatlog.processor.search.DurableIndex;
import io.chatlog.processor.search.IndexExpectation;
import io.chatlog.processor.search.IndexSettings;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.processor.search.RowFiles;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a message costs without Kafka and RocksDB: the decision, its rows, and the search index on
 * disk, commits of the index included; with and without documents of sessions. Run with {@code
 * build/jmh Append}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 10)
@Measurement(iterations = 4, time = 10)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx2g"})
@SuppressWarnings("NullAway.Init") // JMH calls the set-up first
public class AppendBenchmark {
  private static final int COMMIT_EVENTS = 500;
  private static final int MESSAGE_WORDS = 40;

  /** How many sessions the messages go to, in turn. */
  @Param({"100", "3000", "20000"})
  private int sessions;

  /** Whether sessions are indexed, too. */
  @Param({"false", "true"})
  private boolean sessionsIndexed;

  private final Events events = new Events();
  private Path directory;
  private DurableIndex index;
  private MapHandle partition;
  private long number;

  /** Users with ten sessions each. */
  @Setup(Level.Trial)
  public void begin() throws IOException {
    directory = Files.createTempDirectory("append");
    index =
        new PartitionIndexes(directory, IndexSettings.withBuffer(16 << 20), InstantSource.system())
            .open("state", 0, new IndexExpectation("log", Long.MIN_VALUE), RowFiles.NONE, closed());
    partition = new MapHandle(index.index(), sessionsIndexed);
    for (int session = 0; session < sessions; session++) {
      if (session % 10 == 0) {
        partition.apply(events.user(user(session)));
      }
      partition.apply(events.session(user(session), "session-" + session, "web"));
    }
  }

  private static Supplier<RuntimeException> closed() {
    return () -> new IllegalStateException("closed");
  }

  /** One message to the next session. */
  @Benchmark
  public void append() {
    int session = (int) (number % sessions);
    StringBuilder content = new StringBuilder();
    for (int word = 0; word < MESSAGE_WORDS; word++) {
      content.append("word").append((number * 31 + word * word * 7L) % 5_000).append(' ');
    }
    partition.apply(
        events.message(
            user(session),
            "session-" + session,
            "m-" + number++,
            Role.ofOrdinal((int) (number & 1)),
            content.toString()));
    if (number % COMMIT_EVENTS == 0) {
      index.committed(partition.applied());
      partition.forgetMessages();
    }
  }

  private static String user(int session) {
    return "user-" + session / 10;
  }

  /** Deletes what was written. */
  @TearDown(Level.Trial)
  public void end() throws IOException {
    index.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
