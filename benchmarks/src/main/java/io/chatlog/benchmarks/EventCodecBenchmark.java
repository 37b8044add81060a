package io.chatlog.benchmarks;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.serde.UndecodableRecord;
import io.chatlog.serde.WireDecoder;
import io.chatlog.serde.WireEncoder;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import java.io.IOException;
import java.util.Optional;
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
 * The bytes of an event on the log, from a value and back. Run with {@code build/jmh EventCodec}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class EventCodecBenchmark {
  private static final int SCHEMA_ID = 1;
  private static final int MESSAGE_CHARS = 220;

  private final WireEncoder<EventRecord> encoder = new WireEncoder<>(SCHEMA_ID, EventRecord.class);
  private final WireDecoder<EventRecord> decoder =
      new WireDecoder<>(
          id -> Optional.of(EventRecord.getClassSchema().toString()), EventRecord.class);
  private final Event event =
      new Events().message("user", "session", "message", Role.USER, "x".repeat(MESSAGE_CHARS));
  private final byte[] bytes = encoder.encode(EventAvro.toAvro(event));

  /** As ingest does it. */
  @Benchmark
  public byte[] encode() {
    return encoder.encode(EventAvro.toAvro(event));
  }

  /** As the processor does it. */
  @Benchmark
  public Event decode() throws UndecodableRecord, IOException {
    return EventAvro.fromAvro(decoder.decode(bytes));
  }
}
