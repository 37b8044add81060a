package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.Histories;
import io.chatlog.testkit.Events;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a changelog restores: random histories, whose rows go to a changelog as they go in a running
 * system, without those that follow from others and with only the last of each key in a
 * transaction. However it was compacted and in whatever pieces it is read, and from wherever it is
 * read on, the rows must come out as they were written.
 */
final class ChangelogTest {
  private static final int EVENTS = 1_500;
  private static final TopicPartition TOPIC = new TopicPartition("changelog", 0);

  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final ConflationWindow window =
      new ConflationWindow((record, callback) -> append(record.key(), record.value()));

  private void append(byte[] key, byte[] value) {
    log.add(new ConsumerRecord<>(TOPIC.topic(), 0, log.size(), key, value));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void theRowsComeOutAsTheyWereWritten(long seed) {
    Random random = new Random(seed);
    MapPartition partition = new MapPartition();
    partition.written =
        row -> {
          if (!DerivedRows.isDerived(row.key.get(), row.value)) {
            window.add(TOPIC, new ProducerRecord<>("changelog", row.key.get(), row.value), null);
          }
        };
    int middle = random.nextInt(EVENTS);
    int middleOfLog = 0;
    NavigableMap<Bytes, byte[]> rowsThen = new TreeMap<>();
    for (int event = 0; event < EVENTS; event++) {
      partition.apply(next(random, partition));
      if (event == middle || random.nextInt(30) == 0) {
        window.drain(); // a commit
      }
      if (event == middle) {
        middleOfLog = log.size();
        rowsThen.putAll(partition.raw());
      }
    }
    window.drain();

    assertThat(dump(restored(random, log, new TreeMap<>()))).isEqualTo(partition.dump());
    assertThat(dump(restored(random, compacted(random, log), new TreeMap<>())))
        .isEqualTo(partition.dump());
    assertThat(
            dump(
                restored(
                    random,
                    compacted(random, log.subList(middleOfLog, log.size())),
                    new TreeMap<>(rowsThen))))
        .isEqualTo(partition.dump());
  }

  /** Versions before this one wrote every row. */
  @ParameterizedTest
  @ValueSource(longs = {7, 8})
  void aChangelogOfAllRowsIsReadToo(long seed) {
    Random random = new Random(seed);
    MapPartition partition = new MapPartition();
    int upgrade = random.nextInt(EVENTS);
    for (int event = 0; event < EVENTS; event++) {
      boolean all = event < upgrade;
      partition.written =
          row -> {
            if (all || !DerivedRows.isDerived(row.key.get(), row.value)) {
              append(row.key.get(), row.value);
            }
          };
      partition.apply(next(random, partition));
    }
    assertThat(dump(restored(random, compacted(random, log), new TreeMap<>())))
        .isEqualTo(partition.dump());
  }

  private final Events events = new Events();
  private final List<Event> past = new ArrayList<>();

  private Event next(Random random, MapPartition partition) {
    Event event =
        !past.isEmpty() && random.nextInt(10) == 0
            ? past.get(random.nextInt(past.size()))
            : Histories.next(random, events, partition.rows());
    past.add(event);
    return event;
  }

  /** Without some records that later ones of the same key made superfluous, and some deletions. */
  private static List<ConsumerRecord<byte[], byte[]>> compacted(
      Random random, List<ConsumerRecord<byte[], byte[]>> log) {
    Set<Bytes> later = new HashSet<>();
    List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
    boolean all = random.nextBoolean();
    for (ConsumerRecord<byte[], byte[]> record : log.reversed()) {
      boolean superfluous = !later.add(Bytes.wrap(record.key()));
      if (!superfluous || !(all || random.nextBoolean())) {
        left.add(record);
      }
    }
    return left.reversed();
  }

  private static NavigableMap<Bytes, byte[]> restored(
      Random random, List<ConsumerRecord<byte[], byte[]>> log, NavigableMap<Bytes, byte[]> rows) {
    RowSource stored = source(rows);
    int at = 0;
    while (at < log.size()) {
      int end = Math.min(log.size(), at + 1 + random.nextInt(1_000));
      List<ConsumerRecord<byte[], byte[]>> batch =
          DerivedRows.complete(log.subList(at, end), stored).records();
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        if (record.value() == null) {
          rows.remove(Bytes.wrap(record.key()));
        } else {
          rows.put(Bytes.wrap(record.key()), record.value());
        }
      }
      at = end;
    }
    return rows;
  }

  private static RowSource source(Map<Bytes, byte[]> rows) {
    return new RowSource() {
      @Override
      public byte[] get(Bytes key) {
        return rows.get(key);
      }

      @Override
      public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
        throw new UnsupportedOperationException("a restore looks up, it does not scan");
      }
    };
  }

  private static List<String> dump(NavigableMap<Bytes, byte[]> rows) {
    List<String> lines = new ArrayList<>();
    rows.forEach((key, value) -> lines.add(key + " = " + Bytes.wrap(value)));
    return lines;
  }
}
