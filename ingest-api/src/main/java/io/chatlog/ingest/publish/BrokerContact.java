package io.chatlog.ingest.publish;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a producer has sent to brokers, as its own metrics count it. That is how a record that was
 * given up is known not to be on the log: if not a byte went out since before it was appended, it
 * did not either. Thread-safe.
 *
 * <p>Also remembers that brokers could not be reached, so that writes are refused at once while not
 * even an attempt to connect is under way, instead of each waiting for its own time-out. The
 * producer goes on trying to connect by itself for as long as it has had a failure, with at most a
 * second between attempts.
 */
final class BrokerContact {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerContact.class);
  private static final String GROUP = "producer-metrics";

  private final @Nullable Metric outgoingBytes;
  private final @Nullable Metric connections;
  private final AtomicBoolean troubled = new AtomicBoolean();
  private volatile boolean lost;

  BrokerContact(Producer<?, ?> producer) {
    this.outgoingBytes = find(producer.metrics(), "outgoing-byte-total");
    this.connections = find(producer.metrics(), "connection-count");
  }

  private static @Nullable Metric find(Map<MetricName, ? extends Metric> metrics, String name) {
    for (Map.Entry<MetricName, ? extends Metric> entry : metrics.entrySet()) {
      if (entry.getKey().group().equals(GROUP) && entry.getKey().name().equals(name)) {
        return entry.getValue();
      }
    }
    return null;
  }

  /** Bytes that went to brokers since the producer was made; NaN when that is not known. */
  double outgoingBytes() {
    return number(outgoingBytes);
  }

  /** Whether certainly nothing was sent since {@link #outgoingBytes} was this. */
  boolean nothingSentSince(double bytesBefore) {
    return outgoingBytes() == bytesBefore; // never so for NaN
  }

  /** Whether brokers could not be reached when last tried, and are not reached now. */
  boolean isLost() {
    return lost && number(connections) == 0;
  }

  /** A record was given up without anything having been sent. */
  void lost() {
    lost = true;
  }

  /** A record was acknowledged. */
  void found() {
    if (lost) {
      lost = false;
    }
    if (troubled.get() && troubled.compareAndSet(true, false)) {
      LOG.info("the log acknowledges writes again");
    }
  }

  /** A write failed: told once, until one is acknowledged again. */
  void trouble(String what, @Nullable Throwable cause) {
    if (troubled.compareAndSet(false, true)) {
      LOG.warn("{}; not told again until a write is acknowledged: {}", what, String.valueOf(cause));
    }
  }

  private static double number(@Nullable Metric metric) {
    return metric != null && metric.metricValue() instanceof Number number
        ? number.doubleValue()
        : Double.NaN;
  }
}
