package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.Sight;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.SessionStats;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents that are written late show every session as it was at one offset, or as moved. */
final class PendingSessionsTest {
  private static final UserId USER = new UserId("u");
  private static final SessionRange ALL =
      new SessionRange(null, SessionSort.LAST_ACTIVITY, true, 0, 1_000, SessionFilter.LIVE);

  private final SearchIndex index = SearchIndex.inMemory(0);

  static SessionRow row(String id, long offset, String metadataJson) {
    Session session =
        new Session(
            new SessionId(id),
            USER,
            "title",
            "web",
            null,
            SessionStatus.ACTIVE,
            null,
            List.of(),
            metadataJson,
            null,
            offset,
            0,
            null,
            null,
            0,
            1);
    return new SessionRow(
        session, SessionStats.EMPTY, null, 0, 0, offset, 0, 0, null, false, Sight.ALWAYS, 0, 0);
  }

  private void change(String id, long offset) {
    index.apply(USER, new SessionId(id), row(id, offset, "{}"));
  }

  private List<SessionPlace> places() {
    return index.sessions(null, ALL, OptionalLong.empty(), 100_000).places();
  }

  /** With few sessions each waits for the next reader; with many some are written before. */
  @ParameterizedTest
  @ValueSource(ints = {50, 3 * PendingSessions.SESSIONS_MAX})
  void everyViewTellsTheStateAtOneOffsetAndHoldsWhatWasThereBefore(int sessions) {
    int changes = 60_000;
    AtomicLong applied = new AtomicLong(-1);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int offset = 0; offset < changes; offset++) {
                change(session(offset, sessions), offset);
                applied.set(offset);
              }
            });
    int views = 0;
    boolean last;
    do {
      last = writer.isDone();
      long before = applied.get();
      SessionFinds finds = index.sessions(null, ALL, OptionalLong.empty(), 100_000);
      assertThat(finds.asOf()).isGreaterThanOrEqualTo(before);
      Map<String, Long> shown = new TreeMap<>();
      finds.places().forEach(place -> shown.put(place.session().value(), place.number()));
      Map<String, Long> then = new TreeMap<>();
      for (int offset = 0; offset <= finds.asOf(); offset++) {
        then.put(session(offset, sessions), (long) offset);
      }
      // those that changed since then are for the rows to tell
      finds.moved().forEach(moved -> then.remove(moved.session().value()));
      assertThat(shown).isEqualTo(then);
      views++;
    } while (!last);
    writer.join();
    assertThat(views).isGreaterThan(1);
  }

  private static String session(int offset, int sessions) {
    return "s" + Math.floorMod(offset * 0x9E3779B9, sessions);
  }

  @Test
  void aSessionThatIsGoneIsNotFoundWhetherItWaitedOrNot() {
    change("a", 1);
    change("b", 2);
    assertThat(places()).hasSize(2);
    index.apply(USER, new SessionId("a"), null);
    change("c", 3);
    index.apply(USER, new SessionId("c"), null);
    assertThat(places()).extracting(place -> place.session().value()).containsExactly("b");
    assertThat(index.messages()).isZero();
  }

  @Test
  void largeSessionsDoNotWaitInAnyNumber() {
    String large = "{\"x\":\"" + "y".repeat(60_000) + "\"}";
    for (int at = 0; at < 500; at++) {
      String id = "s" + at;
      index.apply(USER, new SessionId(id), row(id, at, large));
    }
    index.refresh(); // shows what was written without being asked for
    assertThat(index.sessionsSeen())
        .isBetween(500 - (int) (PendingSessions.CHARS_MAX / 60_000) - 1L, 499L);
    assertThat(places()).hasSize(500);
    assertThat(
            index
                .sessions(
                    null,
                    new SessionRange(
                        null,
                        SessionSort.TITLE,
                        true,
                        0,
                        1,
                        new SessionFilter(
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(),
                            Set.of(new SessionFilter.Metadata("x", "y".repeat(60_000))),
                            Set.of(),
                            Long.MIN_VALUE,
                            Long.MAX_VALUE)),
                    OptionalLong.empty(),
                    1_000)
                .places())
        .as("found by a value that is too long for a term")
        .hasSize(500);
  }
}
