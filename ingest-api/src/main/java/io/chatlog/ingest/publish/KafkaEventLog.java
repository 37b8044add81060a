package io.chatlog.ingest.publish;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.publish.Append.Acknowledged;
import io.chatlog.ingest.publish.Append.NotWritten;
import io.chatlog.ingest.publish.Append.Unknown;
import io.chatlog.value.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log in Kafka: one idempotent producer, shared by all requests, that waits for every in-sync
 * replica.
 *
 * <p>A call blocks for at most the time-out of a delivery and a second. It says {@link NotWritten}
 * only where that is certain: the producer refused the record before it took it, a broker refused
 * it for itself, or not a byte left for any broker meanwhile. An acknowledgement survives the death
 * of any process; it comes from the brokers' page cache, so a power cut of every replica at once
 * may still take it.
 *
 * <p>Allocates, per record: the producer's own record, future and copy into its batch; a list slot
 * and a result.
 */
public final class KafkaEventLog implements EventLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaEventLog.class);

  /** Beyond the delivery's own time-out, which the producer checks now and then only. */
  private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Whoever waited for an answer is gone when the log is closed, so there is no point in more. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final Duration deliveryTimeout;
  private final BrokerContact contact;

  /**
   * @param producer set up by {@link ProducerSettings}; closed with this log
   * @param deliveryTimeout the producer's {@code delivery.timeout.ms}
   */
  public KafkaEventLog(Producer<byte[], byte[]> producer, String topic, Duration deliveryTimeout) {
    this.producer = producer;
    this.topic = topic;
    this.deliveryTimeout = deliveryTimeout;
    this.contact = new BrokerContact(producer);
  }

  @Override
  public List<Append> append(List<LogRecord> records) {
    if (contact.isLost()) {
      return all(records.size(), new NotWritten(ErrorCode.LOG_UNAVAILABLE, "no broker answers"));
    }
    Call call = new Call(records.size());
    for (LogRecord record : records) {
      if (!call.send(record)) {
        break;
      }
    }
    return call.results(records.size());
  }

  /** False while no broker answers; found out by writes, and by the producer's own attempts. */
  public boolean isReachable() {
    return !contact.isLost();
  }

  private static List<Append> all(int count, Append result) {
    List<Append> results = new ArrayList<>(count);
    for (int at = 0; at < count; at++) {
      results.add(result);
    }
    return results;
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  /** One call's records on their way. */
  private final class Call {
    private final long deadlineNanos = System.nanoTime() + deliveryTimeout.toNanos() + SLACK_NANOS;
    private final double bytesBefore = contact.outgoingBytes();
    private final List<Future<RecordMetadata>> sent;
    private NotWritten refusal = new NotWritten(ErrorCode.LOG_UNAVAILABLE, "out of time");

    Call(int count) {
      this.sent = new ArrayList<>(count);
    }

    /** Hands a record to the producer; false when it and those behind it cannot be taken now. */
    boolean send(LogRecord record) {
      if (System.nanoTime() >= deadlineNanos) {
        return false;
      }
      Future<RecordMetadata> future;
      try {
        future =
            producer.send(
                new ProducerRecord<>(topic, record.partition(), record.key(), record.value()));
      } catch (KafkaException | IllegalStateException closed) {
        refusal = new NotWritten(ErrorCode.LOG_UNAVAILABLE, "the producer is closed");
        return false;
      }
      if (future.isDone() && future.state() == Future.State.FAILED) {
        NotWritten refused = refusedBeforeSending(future.exceptionNow());
        if (refused.code().retryable()) {
          // No metadata or no memory: waiting for it again with each record would add up.
          refusal = refused;
          return false;
        }
      }
      sent.add(future);
      return true;
    }

    List<Append> results(int count) {
      List<Append> results = new ArrayList<>(count);
      for (Future<RecordMetadata> future : sent) {
        results.add(result(future));
      }
      while (results.size() < count) {
        results.add(refusal);
      }
      return results;
    }

    private Append result(Future<RecordMetadata> future) {
      try {
        RecordMetadata metadata =
            future.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (!metadata.hasOffset()) {
          // The broker knew the record already, and no longer where it is.
          return new Unknown("the log has the record at a place that is not known");
        }
        contact.found();
        return new Acknowledged(new Position(metadata.partition(), metadata.offset()));
      } catch (ExecutionException failure) {
        return failed(failure.getCause());
      } catch (TimeoutException late) {
        return new Unknown("no acknowledgement came in time");
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return new Unknown("the wait for the acknowledgement was interrupted");
      }
    }

    private Append failed(@Nullable Throwable cause) {
      if (cause instanceof RecordTooLargeException) {
        return tooLarge(cause);
      }
      if (cause instanceof AuthorizationException) {
        LOG.error("the log may not be written", cause);
        return new NotWritten(ErrorCode.LOG_UNAVAILABLE, "the log may not be written");
      }
      if (contact.nothingSentSince(bytesBefore)) {
        contact.lost();
        contact.trouble("no broker could be reached", cause);
        return new NotWritten(ErrorCode.LOG_UNAVAILABLE, "no broker could be reached");
      }
      contact.trouble("the outcome of a write is not known", cause);
      return new Unknown("the log did not acknowledge the write in time");
    }

    private NotWritten refusedBeforeSending(Throwable cause) {
      if (cause instanceof RecordTooLargeException) {
        return tooLarge(cause);
      }
      if (cause instanceof BufferExhaustedException) {
        return new NotWritten(ErrorCode.TOO_MANY_REQUESTS, "the buffer of the log is full");
      }
      contact.trouble("the log cannot be written", cause);
      return new NotWritten(ErrorCode.LOG_UNAVAILABLE, "the log cannot be reached");
    }

    private NotWritten tooLarge(Throwable cause) {
      LOG.error("the topic takes smaller records than the limits of writes allow", cause);
      return new NotWritten(
          ErrorCode.LIMIT_EXCEEDED, "the record is larger than what the log takes");
    }
  }
}
