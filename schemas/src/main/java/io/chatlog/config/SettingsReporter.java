package io.chatlog.config;

import io.chatlog.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells others how far this process follows the settings: in {@code chatlog.config}, under a key of
 * its own, at once when it has applied another version and every {@link #EVERY} otherwise, so that
 * one that is heard of no more is known to be gone. What cannot be sent is left out. A process that
 * ends in order takes its record away. One thread of its own.
 */
public final class SettingsReporter implements AutoCloseable {
  /** Before the keys of reports; no change of settings has such a key. */
  static final String KEY = "process:";

  /** How often is told that nothing changed. */
  static final Duration EVERY = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(SettingsReporter.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration SEND_MAX = Duration.ofSeconds(2);

  private final String role;
  private final String process;
  private final LongSupplier applied;
  private final InstantSource clock;
  private final KafkaProducer<String, byte[]> producer;
  private final Thread thread;
  private volatile boolean closed;

  private SettingsReporter(
      String bootstrapServers,
      String role,
      String process,
      LongSupplier applied,
      InstantSource clock) {
    this.role = role;
    this.process = process;
    this.applied = applied;
    this.clock = clock;
    this.producer = KafkaSettingsLog.producer(bootstrapServers, SEND_MAX);
    this.thread = Thread.ofPlatform().daemon().name("chatlog-config-report").unstarted(this::run);
  }

  /**
   * Begins to tell.
   *
   * @param process tells this process from others of its role
   * @param applied the version that it has applied last
   */
  public static SettingsReporter start(
      String bootstrapServers,
      String role,
      String process,
      LongSupplier applied,
      InstantSource clock) {
    SettingsReporter reporter =
        new SettingsReporter(bootstrapServers, role, process, applied, clock);
    reporter.thread.start();
    return reporter;
  }

  private void run() {
    long told = -1;
    long toldMillis = 0;
    while (!closed) {
      long version = applied.getAsLong();
      long now = clock.millis();
      if (version != told || now - toldMillis >= EVERY.toMillis()) {
        send(new ProcessReport(role, process, version, now * 1_000));
        told = version;
        toldMillis = now;
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
    send(null);
  }

  private void send(@Nullable ProcessReport report) {
    try {
      producer
          .send(
              new ProducerRecord<>(
                  Topics.CONFIG,
                  0,
                  KEY + role + " " + process,
                  report == null ? null : report.encode()))
          .get(SEND_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException unreachable) {
      LOG.debug("the version of settings could not be told", unreachable);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /** Takes the report away, and tells no more. Blocks some seconds at most. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(SEND_MAX.multipliedBy(2).toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    producer.close(Duration.ZERO);
  }
}
