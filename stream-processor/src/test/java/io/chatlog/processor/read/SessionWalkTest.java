package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.Scans;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A walk over pages meets every session exactly once, whatever is written meanwhile. */
final class SessionWalkTest {
  private static final UserId USER = new UserId("u");

  /** Few at first, and many later, or many from the beginning. */
  private int sessions = 60;

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  @ParameterizedTest
  @CsvSource({"1,true", "2,true", "3,true", "4,true", "5,false", "6,false", "7,false", "8,false"})
  void everySessionIsMetOnceInTheOrderOfTheBeginning(long seed, boolean newestFirst) {
    Random random = new Random(seed);
    sessions = seed % 2 == 0 ? 100 : 60;
    partition.apply(events.user("u"));
    for (int at = 0; at < sessions; at++) {
      partition.apply(events.session("u", "s" + at, "web"));
    }
    for (int at = 0; at < 200; at++) {
      write(random, "before" + at);
    }
    List<String> expected = new ArrayList<>();
    page(null, newestFirst, 1_000)
        .sessions()
        .forEach(session -> expected.add(session.id().value()));
    assertThat(expected).hasSize(sessions);

    List<String> met = new ArrayList<>();
    SessionRange.From from = null;
    int pages = 0;
    do {
      // also between the look at the offset and the page's scan
      int now = pages;
      partition.beforeScan = () -> write(random, "within" + now);
      SessionPage page = page(from, newestFirst, 7);
      page.sessions().forEach(session -> met.add(session.id().value()));
      from = page.from();
      for (int at = 0; at < 10; at++) {
        write(random, "page" + pages + "-" + at);
      }
      partition.apply(events.session("u", "new" + pages, "web"));
      pages++;
    } while (from != null);

    assertThat(met).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void anOffsetPassesOverAsManyAsACursorWould(boolean newestFirst) {
    partition.apply(events.user("u"));
    for (int at = 0; at < sessions; at++) {
      partition.apply(events.session("u", "s" + at, "web"));
    }
    List<Session> all = page(null, newestFirst, 1_000).sessions();
    SessionRange range =
        new SessionRange(null, SessionSort.LAST_ACTIVITY, newestFirst, 20, 10, SessionFilter.LIVE);
    SessionPage page = walk(range).page();
    assertThat(page.sessions()).isEqualTo(all.subList(20, 30));
    assertThat(page.next().session()).isEqualTo(all.get(29).id());
    List<Session> reversed = new ArrayList<>(page(null, !newestFirst, 1_000).sessions());
    Collections.reverse(reversed);
    assertThat(reversed).isEqualTo(all);
  }

  private void write(Random random, String id) {
    String session = "s" + random.nextInt(sessions);
    if (random.nextInt(3) > 0) {
      partition.apply(events.message("u", session, id, Role.USER, "something"));
      return;
    }
    List<String> left = new ArrayList<>();
    Scans.messages(
        partition,
        USER,
        new SessionId(session),
        1,
        Long.MAX_VALUE,
        false,
        row -> left.add(row.message().id().value()));
    if (!left.isEmpty()) {
      partition.apply(
          events.deleteMessage("u", session, left.get(random.nextInt(left.size())), null));
    }
  }

  private SessionPage page(SessionRange.From from, boolean newestFirst, int limit) {
    SessionRange range =
        new SessionRange(
            from, SessionSort.LAST_ACTIVITY, newestFirst, 0, limit, SessionFilter.LIVE);
    return walk(range).page();
  }

  private SessionWalk walk(SessionRange range) {
    Rows rows = partition.rows();
    return new SessionWalk(
        partition,
        rows,
        0,
        rows.partition().appliedOffset(),
        USER,
        rows.userStats(USER).totalSessions(),
        range);
  }
}
