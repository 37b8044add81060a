package io.chatlog.processor.store;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Records that wait to be sent to topics of which only the last record of each key counts: a record
 * takes the place of one with the same key that still waits. What leaves is what compaction would
 * leave of all that came in: the last record of each key, in the order in which those came.
 *
 * <p>Nearly every event writes the rows of its session, its user and its partition anew. In a
 * transaction of a thousand events most of those records would be read by nobody, and each costs
 * client, broker and disk as much as a message does.
 *
 * <p>Holds {@value #RECORDS_MAX} records and {@value #BYTES_MAX} bytes at most: beyond, the oldest
 * leave. For one thread.
 */
final class ConflationWindow {
  static final int RECORDS_MAX = 8_192;
  static final long BYTES_MAX = 8L << 20;

  private final Map<Place, Waiting> waiting = new LinkedHashMap<>();
  private final BiConsumer<ProducerRecord<byte[], byte[]>, @Nullable Callback> send;
  private long bytes;

  /**
   * @param send takes what leaves
   */
  ConflationWindow(BiConsumer<ProducerRecord<byte[], byte[]>, @Nullable Callback> send) {
    this.send = send;
  }

  private record Place(String topic, int partition, Bytes key) {}

  private record Waiting(
      ProducerRecord<byte[], byte[]> record, @Nullable Callback callback, long bytes) {}

  /**
   * Takes a record in.
   *
   * @param callback told when the record was sent; never when another took its place
   */
  void add(TopicPartition to, ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
    byte[] value = record.value();
    long size = record.key().length + (value == null ? 0 : value.length);
    Place place = new Place(to.topic(), to.partition(), Bytes.wrap(record.key()));
    Waiting before = waiting.remove(place); // so that it stands last now
    bytes += size - (before == null ? 0 : before.bytes());
    waiting.put(place, new Waiting(record, callback, size));
    if (waiting.size() > RECORDS_MAX || bytes > BYTES_MAX) {
      drain(RECORDS_MAX / 2, BYTES_MAX / 2);
    }
  }

  /** Lets all leave. */
  void drain() {
    drain(0, 0);
  }

  private void drain(int recordsLeft, long bytesLeft) {
    Iterator<Waiting> oldest = waiting.values().iterator();
    while ((waiting.size() > recordsLeft || bytes > bytesLeft) && oldest.hasNext()) {
      Waiting next = oldest.next();
      oldest.remove();
      bytes -= next.bytes();
      send.accept(next.record(), next.callback());
    }
  }

  /** Forgets all. */
  void clear() {
    waiting.clear();
    bytes = 0;
  }
}
