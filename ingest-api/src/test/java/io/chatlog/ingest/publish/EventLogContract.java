package io.chatlog.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.ingest.publish.Append.Acknowledged;
import io.chatlog.value.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every log of events keeps. */
abstract class EventLogContract {
  static final int PARTITIONS = 3;

  /** A log with {@value #PARTITIONS} partitions, the same one within a test. */
  abstract EventLog log();

  /** The keys of a partition, in order. */
  abstract List<String> keys(int partition);

  @Test
  void recordsOfACallStandInItsOrder() {
    List<LogRecord> records = new ArrayList<>();
    for (int at = 0; at < 300; at++) {
      records.add(record(at % PARTITIONS, "k" + at));
    }

    List<Append> results = log().append(records);

    for (int at = 0; at < 300; at++) {
      assertThat(results.get(at))
          .isEqualTo(new Acknowledged(new Position(at % PARTITIONS, at / PARTITIONS)));
      assertThat(keys(at % PARTITIONS).get(at / PARTITIONS)).isEqualTo("k" + at);
    }
  }

  @Test
  void laterCallsStandBehindEarlierOnes() {
    log().append(List.of(record(1, "a"), record(1, "b")));
    log().append(List.of(record(1, "c")));

    assertThat(keys(1)).containsExactly("a", "b", "c");
    assertThat(keys(0)).isEmpty();
  }

  @Test
  void nothingIsAppendedForNothing() {
    assertThat(log().append(List.of())).isEmpty();
  }

  @Test
  void parallelCallsLoseAndDoubleNothing() throws InterruptedException {
    Set<Position> positions = java.util.Collections.synchronizedSet(new HashSet<>());
    List<Thread> threads = new ArrayList<>();
    for (int thread = 0; thread < 20; thread++) {
      String name = "t" + thread + "-";
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int at = 0; at < 20; at++) {
                      Append append = log().append(List.of(record(at % 3, name + at))).getFirst();
                      positions.add(((Acknowledged) append).position());
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(positions).hasSize(400);
    Set<String> keys = new HashSet<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      keys.addAll(keys(partition));
    }
    assertThat(keys).hasSize(400);
  }

  static LogRecord record(int partition, String key) {
    return new LogRecord(
        partition,
        key.getBytes(StandardCharsets.UTF_8),
        ("v" + key).getBytes(StandardCharsets.UTF_8));
  }
}
