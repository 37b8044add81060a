package io.chatlog.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.publish.Append.Acknowledged;
import io.chatlog.ingest.publish.Append.NotWritten;
import io.chatlog.ingest.publish.Append.Unknown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class KafkaEventLogTest extends EventLogContract {
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  private final ScriptedProducer producer = new ScriptedProducer(PARTITIONS);
  private final KafkaEventLog log = new KafkaEventLog(producer, ScriptedProducer.TOPIC, TIMEOUT);

  @Override
  EventLog log() {
    return log;
  }

  @Override
  List<String> keys(int partition) {
    return producer.history().stream()
        .filter(record -> record.partition() == partition)
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void whatNeverLeftIsNotWritten() {
    producer.failNextAfterSending(0, new TimeoutException("expired"));

    assertThat(log.append(List.of(record(0, "a"))))
        .containsExactly(new NotWritten(ErrorCode.LOG_UNAVAILABLE, "no broker could be reached"));
  }

  @Test
  void whatLeftAndWasNotAcknowledgedIsUnknown() {
    producer.failNextAfterSending(10, new TimeoutException("expired"));

    assertThat(log.append(List.of(record(0, "a"))).getFirst()).isInstanceOf(Unknown.class);
  }

  @Test
  void whatWasAppendedToTooFewReplicasIsUnknown() {
    producer.failNextAfterSending(10, new NotEnoughReplicasAfterAppendException("1 of 2"));

    assertThat(log.append(List.of(record(0, "a"))).getFirst()).isInstanceOf(Unknown.class);
  }

  @Test
  void whatIsNeverAnsweredIsUnknownInTime() {
    producer.swallowNext();
    long before = System.nanoTime();

    assertThat(log.append(List.of(record(0, "a"))).getFirst()).isInstanceOf(Unknown.class);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void withoutOffsetTheWriteIsUnknown() {
    producer.acknowledgeNextWithoutOffset();

    assertThat(log.append(List.of(record(0, "a"))).getFirst()).isInstanceOf(Unknown.class);
  }

  @Test
  void aRecordThatIsTooLargeHarmsNoOther() {
    producer.refuseNext(new RecordTooLargeException("2 MiB"));

    List<Append> results = log.append(List.of(record(0, "a"), record(0, "b")));

    assertThat(results.get(0))
        .isEqualTo(
            new NotWritten(
                ErrorCode.LIMIT_EXCEEDED, "the record is larger than what the log takes"));
    assertThat(results.get(1)).isInstanceOf(Acknowledged.class);
  }

  @Test
  void withoutMetadataTheRestIsNotTried() {
    producer.refuseNext(new TimeoutException("no metadata in 250 ms"));

    List<Append> results = log.append(List.of(record(0, "a"), record(1, "b"), record(2, "c")));

    assertThat(results)
        .hasSize(3)
        .allSatisfy(
            result ->
                assertThat(result)
                    .isEqualTo(
                        new NotWritten(ErrorCode.LOG_UNAVAILABLE, "the log cannot be reached")));
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void aFullBufferIsTooMuch() {
    producer.refuseNext(new BufferExhaustedException("full"));

    assertThat(log.append(List.of(record(0, "a"))))
        .containsExactly(
            new NotWritten(ErrorCode.TOO_MANY_REQUESTS, "the buffer of the log is full"));
  }

  @Test
  void withoutPermissionNothingIsWritten() {
    producer.failNextAfterSending(10, new TopicAuthorizationException("no"));

    assertThat(log.append(List.of(record(0, "a"))).getFirst())
        .isEqualTo(new NotWritten(ErrorCode.LOG_UNAVAILABLE, "the log may not be written"));
  }

  @Test
  void oneFailureInTheMiddleHarmsNoOther() {
    producer.passNext();
    producer.failNextAfterSending(10, new TimeoutException("expired"));

    List<Append> results = log.append(List.of(record(0, "a"), record(0, "b"), record(0, "c")));

    assertThat(results.get(0)).isInstanceOf(Acknowledged.class);
    assertThat(results.get(1)).isInstanceOf(Unknown.class);
    assertThat(results.get(2)).isInstanceOf(Acknowledged.class);
  }

  @Test
  void whileNoBrokerIsConnectedAfterALossWritesAreRefusedAtOnce() {
    producer.failNextAfterSending(0, new TimeoutException("expired"));
    log.append(List.of(record(0, "a")));

    producer.connections(0);
    assertThat(log.append(List.of(record(0, "b"))))
        .containsExactly(new NotWritten(ErrorCode.LOG_UNAVAILABLE, "no broker answers"));

    producer.connections(1);
    assertThat(log.append(List.of(record(0, "c"))).getFirst()).isInstanceOf(Acknowledged.class);
    producer.connections(0); // idle connections are closed, which is no loss
    assertThat(log.append(List.of(record(0, "d"))).getFirst()).isInstanceOf(Acknowledged.class);
  }

  @Test
  void aClosedProducerWritesNothing() {
    log.close();

    assertThat(log.append(List.of(record(0, "a"))).getFirst()).isInstanceOf(NotWritten.class);
  }

  @Test
  void anInterruptEndsTheWait() {
    producer.swallowNext();
    Thread.currentThread().interrupt();

    assertThat(log.append(List.of(record(0, "a"))).getFirst()).isInstanceOf(Unknown.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
