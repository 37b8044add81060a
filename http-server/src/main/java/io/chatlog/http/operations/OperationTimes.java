package io.chatlog.http.operations;

import io.chatlog.http.json.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long each operation of this server took since it was started, and how often it failed: one
 * HdrHistogram of microseconds for each operation, with two significant digits. A request costs two
 * atomic additions. Thread-safe; about 30 KB for each operation that was ever called.
 */
final class OperationTimes {
  private static final long HIGHEST_MICROS = TimeUnit.HOURS.toMicros(1);
  private static final int DIGITS = 2;
  private static final int SERVER_FAULT = 500;
  private static final double MICROS_PER_MILLI = 1_000;

  private static final class Times {
    private final ConcurrentHistogram micros = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final LongAdder sumMicros = new LongAdder();
    private final LongAdder faults = new LongAdder();
  }

  private final Map<String, Times> operations = new ConcurrentSkipListMap<>();
  private final long startNanos = System.nanoTime();

  /** A request was answered. */
  void record(String operation, int status, long nanos) {
    Times times = operations.computeIfAbsent(operation, _ -> new Times());
    long micros = Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 1, HIGHEST_MICROS);
    times.micros.recordValue(micros);
    times.sumMicros.add(micros);
    if (status >= SERVER_FAULT) {
      times.faults.increment();
    }
  }

  /** The rows, and the throughput of all together, as members of an object that is open. */
  void writeTo(JsonWriter json) throws IOException {
    long requests = 0;
    json.arrayField("items");
    for (Map.Entry<String, Times> operation : operations.entrySet()) {
      Times times = operation.getValue();
      Histogram micros = times.micros.copy();
      long count = micros.getTotalCount();
      requests += count;
      json.startObject()
          .field("operation", operation.getKey())
          .field("count", count)
          .field("avg_ms", count == 0 ? 0 : times.sumMicros.sum() / MICROS_PER_MILLI / count)
          .field("p50_ms", micros.getValueAtPercentile(50) / MICROS_PER_MILLI)
          .field("p95_ms", micros.getValueAtPercentile(95) / MICROS_PER_MILLI)
          .field("p99_ms", micros.getValueAtPercentile(99) / MICROS_PER_MILLI)
          .field("max_ms", micros.getMaxValue() / MICROS_PER_MILLI)
          .field("error_rate", count == 0 ? 0 : times.faults.sum() / (double) count)
          .endObject();
    }
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    json.endArray()
        .nullField("next_cursor")
        .field("uptime_seconds", seconds)
        .field("requests_per_second", requests / seconds);
  }
}
