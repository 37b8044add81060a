package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConflationWindowTest {
  private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
  private final ConflationWindow window =
      new ConflationWindow((record, callback) -> sent.add(record));

  private static ProducerRecord<byte[], byte[]> record(String topic, int key, byte[] value) {
    return new ProducerRecord<>(topic, 0, new byte[] {(byte) (key >> 8), (byte) key}, value);
  }

  private void add(ProducerRecord<byte[], byte[]> record) {
    window.add(new TopicPartition(record.topic(), record.partition()), record, null);
  }

  /** The same key in two topics is two keys. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whatLeavesIsWhatCompactionWouldLeave(long seed) {
    Random random = new Random(seed);
    List<ProducerRecord<byte[], byte[]>> expected = new ArrayList<>();
    for (int at = 0; at < 2_000; at++) {
      ProducerRecord<byte[], byte[]> record =
          record(
              random.nextBoolean() ? "a" : "b",
              random.nextInt(300),
              random.nextInt(5) == 0 ? null : new byte[] {(byte) at});
      add(record);
      expected.removeIf(
          before ->
              before.topic().equals(record.topic())
                  && java.util.Arrays.equals(before.key(), record.key()));
      expected.add(record);
    }
    assertThat(sent).isEmpty();
    window.drain();
    assertThat(sent).isEqualTo(expected);
    window.drain();
    assertThat(sent).hasSameSizeAs(expected);
  }

  @Test
  void theOldestLeaveWhenThereAreTooMany() {
    for (int key = 0; key < ConflationWindow.RECORDS_MAX; key++) {
      add(record("a", key, new byte[1]));
    }
    assertThat(sent).isEmpty();
    ProducerRecord<byte[], byte[]> one = record("a", ConflationWindow.RECORDS_MAX, new byte[1]);
    add(one);
    assertThat(sent).hasSize(ConflationWindow.RECORDS_MAX / 2 + 1);
    assertThat(sent.getFirst().key()).isEqualTo(new byte[] {0, 0});
    window.drain();
    assertThat(sent).hasSize(ConflationWindow.RECORDS_MAX + 1);
    assertThat(sent.getLast()).isSameAs(one);
  }

  @Test
  void theOldestLeaveWhenTheyAreTooLarge() {
    add(record("a", 1, new byte[(int) ConflationWindow.BYTES_MAX - 2]));
    assertThat(sent).isEmpty();
    add(record("a", 2, null));
    assertThat(sent).hasSize(1);
  }

  @Test
  void whatIsForgottenIsNotSent() {
    add(record("a", 1, new byte[1]));
    window.clear();
    add(record("a", 2, new byte[1]));
    window.drain();
    assertThat(sent).hasSize(1);
  }
}
