package io.chatlog.benchmarks;

import io.chatlog.event.Event;
import io.chatlog.processor.fold.Fold;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.store.ChangeRows;
import io.chatlog.processor.store.RowSource;
import io.chatlog.processor.store.Rows;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What deciding a message costs without Kafka and RocksDB: look-ups in a map, the decision, and the
 * bytes of its rows. Run with {@code build/jmh Fold}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class FoldBenchmark {
  private static final int MESSAGE_CHARS = 220;

  /** The kinds of rows of which every message has its own. */
  private static final String OF_EACH_MESSAGE = "mioz";

  private final Map<Bytes, byte[]> store = new HashMap<>();
  private final RowSource source =
      new RowSource() {
        @Override
        public byte @Nullable [] get(Bytes key) {
          return store.get(key);
        }

        @Override
        public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
          // only the first message of a session looks at ranges: who else was active
        }
      };
  private final Events events = new Events();
  private long offset;
  private long number;

  /** A user with one session. */
  @Setup
  public void begin() {
    apply(events.user("user"));
    apply(events.session("user", "session", "web"));
  }

  /** A message appended to a session, rows kept but for the message itself. */
  @Benchmark
  public List<KeyValue<Bytes, byte[]>> append() {
    Role role = Role.ofOrdinal((int) (number & 1));
    String id = "message-" + number++;
    return apply(events.message("user", "session", id, role, "x".repeat(MESSAGE_CHARS)));
  }

  private List<KeyValue<Bytes, byte[]>> apply(Event event) {
    Step step = Fold.next(new Rows(source), offset++, event);
    List<KeyValue<Bytes, byte[]>> rows = ChangeRows.of(step.changes());
    for (KeyValue<Bytes, byte[]> row : rows) {
      if (OF_EACH_MESSAGE.indexOf(row.key.get()[0]) < 0) { // the map stays small
        store.put(row.key, row.value);
      }
    }
    return rows;
  }
}
