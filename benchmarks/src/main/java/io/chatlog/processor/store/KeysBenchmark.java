package io.chatlog.processor.store;

import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The key of a message's row. Run with {@code build/jmh Keys}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class KeysBenchmark {
  private final UserId user = new UserId("nick|away[`]");
  private final SessionId session = new SessionId("01890a5d-ac96-774b-bcce-b302099a8057");
  private long seq;

  /** Two ids and a number. */
  @Benchmark
  public Bytes message() {
    return Keys.message(user, session, ++seq);
  }
}
