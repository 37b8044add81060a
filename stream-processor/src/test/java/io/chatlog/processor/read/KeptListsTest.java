package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.BegunSessions;
import io.chatlog.view.BegunSessions.Place;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What exports and backups are told. */
final class KeptListsTest {
  private static final UserId ANN = new UserId("ann");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  private <T> T found(Read<Lookup<T>> read) {
    return ((Lookup.Found<T>) ReadSwitch.answer(partition, 0, 0, read)).value();
  }

  private List<String> begun(int limit) {
    List<String> ids = new ArrayList<>();
    Place after = null;
    BegunSessions page;
    do {
      page = found(new Read.ListBegunSessions(ANN, after, limit));
      assertThat(page.items().size()).isLessThanOrEqualTo(limit);
      page.items().forEach(place -> ids.add(place.session().value()));
      after = page.items().isEmpty() ? null : page.items().getLast();
    } while (page.more());
    return ids;
  }

  @Test
  void sessionsComeAsTheyBeganWhateverThePage() {
    partition.apply(events.user("ann"));
    partition.apply(events.user("anne"));
    partition.apply(events.session("anne", "other", "web"));
    Random random = new Random(7);
    List<Place> expected = new ArrayList<>();
    for (int number = 0; number < 60; number++) {
      String id = "s" + random.nextInt(1_000_000);
      if (random.nextInt(3) == 0) {
        partition.apply(
            events.restoredSession("ann", id, "irc", SessionStatus.DELETED, null, null));
      } else {
        long at = random.nextLong(-1_000, 1_000) * 3_600_000_000L;
        partition.apply(
            events.message(
                "ann",
                id,
                "m",
                Role.USER,
                "x",
                at,
                new io.chatlog.event.Payload.CreateMissing(null, "c" + random.nextInt(3), null)));
      }
      SessionRow row = partition.rows().session(ANN, new SessionId(id));
      expected.add(new Place(row.session().createdAtMicros(), row.session().id()));
    }
    partition.apply(events.fork("ann", "unfinished", "s1@1"));
    List<String> ids =
        expected.stream()
            .sorted(BegunSessions.ORDER)
            .map(place -> place.session().value())
            .toList();

    for (int limit : new int[] {1, 2, 7, 59, 60, 61, 5_000}) {
      assertThat(begun(limit)).as("limit %d", limit).isEqualTo(ids);
    }
  }

  @Test
  void aSessionComesWithItsMessagesPageByPage() {
    partition.apply(events.user("ann"));
    partition.apply(events.restoredSession("ann", "chat", "web", SessionStatus.DELETED, 3L, 9L));
    for (long seq = 2; seq <= 8; seq += 2) {
      partition.apply(
          events.restoredMessage("ann", "chat", "m" + seq, Role.USER, "text", seq, null));
    }
    SessionId chat = new SessionId("chat");
    KeptSession.Page first = found(new Read.GetKeptSession(ANN, chat, 0, 3));
    assertThat(first.session().lastSeq()).isEqualTo(9);
    assertThat(first.session().session().messageCount()).isEqualTo(4);
    assertThat(seqs(first)).containsExactly(2L, 4L, 6L);
    assertThat(first.next()).isEqualTo(6);
    KeptSession.Page second = found(new Read.GetKeptSession(ANN, chat, 6, 3));
    assertThat(seqs(second)).containsExactly(8L);
    assertThat(second.next()).isNull();
  }

  @Test
  void thePageOfAMovingSessionIsOfOneMoment() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "chat", "web"));
    int[] scans = {0};
    partition.beforeScan =
        () -> {
          if (scans[0]++ < 3) {
            partition.beforeScan = () -> {};
            partition.apply(events.message("ann", "chat", "m" + scans[0], Role.USER, "in between"));
          }
        };
    KeptSession.Page page = found(new Read.GetKeptSession(ANN, new SessionId("chat"), 0, 100));
    assertThat(page.messages()).hasSize((int) page.session().session().messageCount());
  }

  @Test
  void aPageEndsBehindSoMuchText() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "chat", "web"));
    String large = "x".repeat(100_000);
    int messages = KeptLists.PAGE_CHARS_MAX / large.length() + 5;
    for (int at = 0; at < messages; at++) {
      partition.apply(events.message("ann", "chat", "m" + at, Role.USER, large));
    }
    KeptSession.Page page = found(new Read.GetKeptSession(ANN, new SessionId("chat"), 0, 1_000));
    assertThat(page.messages()).hasSize(KeptLists.PAGE_CHARS_MAX / large.length() + 1);
    assertThat(page.next()).isNotNull();
  }

  @Test
  void usersComeInTheOrderOfTheirIds() {
    for (String user : List.of("c", "a", "b")) {
      partition.apply(events.user(user, "name of " + user));
    }
    KeptUser.Page first = ReadSwitch.answer(partition, 0, 0, new Read.ListKeptUsers(0, null, 2));
    assertThat(first.items())
        .extracting(kept -> kept.user().id().value())
        .containsExactly("a", "b");
    assertThat(first.more()).isTrue();
    KeptUser.Page rest =
        ReadSwitch.answer(partition, 0, 0, new Read.ListKeptUsers(0, new UserId("b"), 2));
    assertThat(rest.items()).extracting(kept -> kept.user().id().value()).containsExactly("c");
    assertThat(rest.more()).isFalse();
  }

  private static List<Long> seqs(KeptSession.Page page) {
    return page.messages().stream().map(KeptMessage::message).map(m -> m.seq()).toList();
  }
}
