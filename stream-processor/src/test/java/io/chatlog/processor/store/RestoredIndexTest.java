package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.Histories;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a changelog makes of a search index, in a restore and in a stand-by: random histories, in
 * which sessions and users go and come again within a transaction. Of those the changelog tells
 * only what is there afterwards, and that they were gone in between it does not tell. However it
 * was compacted, in whatever pieces it is read, and however far the rows are ahead, the index must
 * hold what the rows say, once.
 */
final class RestoredIndexTest {
  private static final int EVENTS = 1_500;
  private static final TopicPartition TOPIC = new TopicPartition("changelog", 0);

  private final Events events = new Events();
  private final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
  private final ConflationWindow window =
      new ConflationWindow(
          (record, callback) ->
              log.add(
                  new ConsumerRecord<>(
                      TOPIC.topic(), 0, log.size(), record.key(), record.value())));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theIndexHoldsWhatTheRowsSay(long seed) {
    Random random = new Random(seed);
    MapPartition partition = new MapPartition();
    partition.written =
        row -> {
          if (!DerivedRows.isDerived(row.key.get(), row.value)) {
            window.add(TOPIC, new ProducerRecord<>("changelog", row.key.get(), row.value), null);
          }
        };
    for (int event = 0; event < EVENTS; event++) {
      if (random.nextInt(30) == 0) {
        anew(random).forEach(partition::apply);
      } else {
        partition.apply(Histories.next(random, events, partition.rows()));
      }
      if (random.nextInt(20) == 0) {
        window.drain(); // a commit
      }
    }
    window.drain();

    follow(random, log, partition);
    follow(random, compacted(random), partition);
  }

  /** A session or its user goes, and a session of the same id comes and says something. */
  private List<Event> anew(Random random) {
    String user = "u" + random.nextInt(4);
    String session = "s" + random.nextInt(5);
    List<Event> steps = new ArrayList<>();
    if (random.nextInt(4) == 0) {
      steps.add(events.deleteUser(user, true));
      steps.add(events.user(user));
    } else {
      steps.add(events.deleteSession(user, session, null));
    }
    steps.add(events.session(user, session, "web"));
    for (int message = random.nextInt(3); message >= 0; message--) {
      String id = "m" + random.nextInt(400);
      steps.add(events.message(user, session, id, Role.USER, "said anew"));
    }
    if (random.nextBoolean()) {
      String channel = "{\"channel\":\"c" + random.nextInt(3) + "\"}";
      steps.add(events.patchSession(user, session, channel, null));
    }
    return steps;
  }

  /** Without what later records of the same key made superfluous. */
  private List<ConsumerRecord<byte[], byte[]>> compacted(Random random) {
    Set<Bytes> later = new HashSet<>();
    List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : log.reversed()) {
      if (later.add(Bytes.wrap(record.key())) || random.nextInt(3) == 0) {
        left.add(record);
      }
    }
    return left.reversed();
  }

  private static void follow(
      Random random, List<ConsumerRecord<byte[], byte[]>> records, MapPartition wanted) {
    follow(random, records, 0, wanted);
    follow(random, records, random.nextInt(records.size()), wanted);
    follow(random, records, records.size(), wanted);
  }

  /**
   * @param ahead how many records the rows already are ahead of the index
   */
  private static void follow(
      Random random, List<ConsumerRecord<byte[], byte[]>> records, int ahead, MapPartition wanted) {
    MapPartition restored = new MapPartition();
    rows(records.subList(0, ahead), restored);
    SearchIndex index = SearchIndex.inMemory(0);
    IndexedRows indexed = new IndexedRows(index, restored);
    int at = 0;
    while (at < records.size()) {
      int end = Math.min(records.size(), at + 1 + random.nextInt(300));
      Set<Bytes> remade = rows(records.subList(Math.max(at, Math.min(ahead, end)), end), restored);
      indexed.restored(records.subList(at, end), OptionalLong.empty(), remade);
      at = end;
    }
    assertThat(restored.dump()).isEqualTo(wanted.dump());
    assertThat(new IndexComparison(restored, restored, index::audit, () -> {}).run()).isEmpty();
  }

  private static Set<Bytes> rows(
      List<ConsumerRecord<byte[], byte[]>> records, MapPartition restored) {
    DerivedRows.Completed completed = DerivedRows.complete(records, restored);
    for (ConsumerRecord<byte[], byte[]> record : completed.records()) {
      if (record.value() == null) {
        restored.raw().remove(Bytes.wrap(record.key()));
      } else {
        restored.raw().put(Bytes.wrap(record.key()), record.value());
      }
    }
    return completed.remade();
  }
}
