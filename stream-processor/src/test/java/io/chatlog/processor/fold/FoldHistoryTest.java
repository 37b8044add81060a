package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random histories with repeated, conflicting and refused writes, soft deletes, moved channels and
 * replays: the fold must say what the naive model says, step by step, and every figure must equal
 * the model's recount.
 */
final class FoldHistoryTest {
  private static final int EVENTS = 3_000;
  private static final String[] CONTENTS = {"hi", "how are you?", "grüße 😀 日本語", "x".repeat(500)};

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
              : randomEvent(random, events);
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

  private static Event randomEvent(Random random, Events events) {
    String user = "u" + random.nextInt(4);
    String session = "s" + random.nextInt(5);
    Long version = random.nextInt(4) == 0 ? (long) random.nextInt(4) + 1 : null;
    return switch (random.nextInt(12)) {
      case 0 -> random.nextBoolean() ? events.user(user) : events.user(user, "name");
      case 1 ->
          events.patchUser(
              user,
              random.nextBoolean()
                  ? "{\"name\":\"n" + random.nextInt(3) + "\"}"
                  : "{\"name\":null}",
              version);
      case 2 -> events.session(user, session, random.nextBoolean() ? "web" : "irc");
      case 3 -> events.patchSession(user, session, randomPatch(random), version);
      default ->
          events.message(
              user,
              session,
              "m" + random.nextInt(400),
              Role.ofOrdinal(random.nextInt(4)),
              CONTENTS[random.nextInt(CONTENTS.length)],
              random.nextBoolean()
                  ? null
                  : 1_500_000_000_000_000L + random.nextInt(1_000_000) * 1_000L,
              random.nextInt(3) == 0 ? null : new CreateMissing("title", "irc", null));
    };
  }

  private static String randomPatch(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> "{\"channel\":\"phone\"}";
      case 1 -> "{\"channel\":null,\"source\":\"import\"}";
      case 2 -> "{\"status\":\"deleted\"}";
      case 3 -> "{\"status\":\"active\"}";
      default -> "{\"title\":\"t" + random.nextInt(9) + "\",\"tags\":[\"a\",\"b\"]}";
    };
  }
}
