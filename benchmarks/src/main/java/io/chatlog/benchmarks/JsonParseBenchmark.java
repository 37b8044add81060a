package io.chatlog.benchmarks;

import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.StrictJson;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message as JSON, as its fields: alone, and as one of a batch of 100 lines. Run with {@code
 * build/jmh JsonParse}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class JsonParseBenchmark {
  private static final int ITEMS = 100;
  private static final FieldNames NAMES =
      FieldNames.of("user_id", "session_id", "message_id", "role", "content", "metadata");
  private static final String MESSAGE =
      "{\"user_id\":\"user-17\",\"session_id\":\"session-3\",\"role\":\"assistant\",\"content\":\""
          + "the log remembers what was said, and in which order \\u2013 as ever. ".repeat(4)
          + "\",\"metadata\":{\"model\":\"m\",\"tokens\":123}}";

  private final Body single = Body.of(MESSAGE);
  private final Body lines = Body.of((MESSAGE + "\n").repeat(ITEMS));

  /** One body that is one message. */
  @Benchmark
  public int single() {
    return read(StrictJson.object(single, NAMES));
  }

  /** Per message. */
  @Benchmark
  @OperationsPerInvocation(ITEMS)
  public int line() {
    ItemReader items = ItemReader.lines(lines, NAMES, ITEMS);
    int length = 0;
    while (items.next()) {
      length += read(items.fields());
    }
    return length;
  }

  private static int read(Fields fields) {
    return length(fields.text("user_id"))
        + length(fields.text("session_id"))
        + length(fields.text("role"))
        + length(fields.text("content"))
        + length(fields.object("metadata"));
  }

  private static int length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
