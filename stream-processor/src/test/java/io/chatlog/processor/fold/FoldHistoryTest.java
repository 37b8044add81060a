package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories with repeated, conflicting and refused writes, soft deletes, moved channels,
 * edits, deletions and replays: the fold must say what the naive model says, step by step, and
 * every figure must equal the model's recount.
 */
final class FoldHistoryTest {
  private static final int EVENTS = 3_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theFoldEqualsTheNaiveModel(long seed) {
    Random random = new Random(seed);
    Events events = new Events();
    MapPartition partition = new MapPartition();
    NaiveModel model = new NaiveModel();
    List<Event> log = new ArrayList<>();

    for (int offset = 0; offset < EVENTS; offset++) {
      Event event =
          !log.isEmpty() && random.nextInt(10) == 0
              ? log.get(random.nextInt(log.size())) // a retry, as it was sent
              : Histories.next(random, events, partition.rows());
      log.add(event);
      Step step = partition.apply(event);
      String expected = model.apply(event);
      assertThat(name(step.decision()))
          .as("seed %d offset %d: %s", seed, offset, event)
          .isEqualTo(expected);
      assertThat(partition.rows().partition().appliedOffset()).isEqualTo(offset);
      if (offset % 500 == 499) {
        model.assertSame(partition);
      }
    }
    model.assertSame(partition);
    model.assertSameVoids(partition);

    MapPartition replayed = new MapPartition();
    log.forEach(replayed::apply);
    assertThat(replayed.dump()).isEqualTo(partition.dump());
  }

  private static String name(Decision decision) {
    return switch (decision) {
      case Decision.Accepted accepted -> "accepted";
      case Decision.Duplicate duplicate -> "duplicate";
      case Decision.Rejected rejected -> rejected.code().wireName();
    };
  }
}
