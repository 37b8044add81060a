package io.chatlog.benchmarks.system;

import io.chatlog.benchmarks.load.LoadResult;
import io.chatlog.benchmarks.load.Request;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A Kafka producer with nothing before it, in this process: one thread that sends as fast as its
 * buffer lets it, as ProducerPerformance of Kafka's tools does, {@code acks=all} and idempotent,
 * with the bodies of requests in place of random bytes.
 */
public final class RawProducer {
  private static final long LATENCY_MICROS_MAX = 120_000_000;

  private RawProducer() {}

  /**
   * Sends the lines of some batches, again and again.
   *
   * @param compression {@code none}, {@code lz4} or {@code zstd}
   */
  public static LoadResult send(
      String bootstrap, String compression, List<Request> batches, Duration length) {
    List<byte[]> values = new ArrayList<>();
    for (Request batch : batches) {
      new String(batch.body(), StandardCharsets.UTF_8)
          .lines()
          .forEach(line -> values.add(line.getBytes(StandardCharsets.UTF_8)));
    }
    Histogram latencies = new Histogram(LATENCY_MICROS_MAX, 3);
    LongAdder failures = new LongAdder();
    Map<String, Object> settings = new HashMap<>(BareServer.producer(bootstrap));
    settings.put("compression.type", compression);
    settings.put("linger.ms", "5");
    long cpu = processCpuNanos();
    long began = System.nanoTime();
    long end = began + length.toNanos();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int at = 0; System.nanoTime() < end; at++) {
        byte[] value = values.get(at % values.size());
        long sent = System.nanoTime();
        var unused =
            producer.send(
                new ProducerRecord<>(BareServer.TOPIC, value),
                (done, failed) -> {
                  if (failed == null) {
                    latencies.recordValue(
                        Math.clamp((System.nanoTime() - sent) / 1_000, 0, LATENCY_MICROS_MAX));
                  } else {
                    failures.increment();
                  }
                });
      }
    }
    return new LoadResult(
        latencies,
        latencies.getTotalCount(),
        failures.sum(),
        "",
        Duration.ofNanos(System.nanoTime() - began),
        Duration.ofNanos(processCpuNanos() - cpu));
  }

  private static long processCpuNanos() {
    return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
        .getProcessCpuTime();
  }
}
