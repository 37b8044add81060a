package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.Step;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessagePage;
import io.chatlog.view.Read;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.UserMessagePage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of a user over all sessions, from real rows. */
final class UserMessagesTest {
  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  UserMessagesTest() {
    // ids of which one begins with the other, so that their keys are next to each other
    for (String user : List.of("u", "u1", "t")) {
      partition.apply(events.user(user));
      partition.apply(events.session(user, "a", "web"));
      partition.apply(events.session(user, "b", "web"));
    }
  }

  private void say(String user, String session, String id) {
    partition.apply(events.message(user, session, id, Role.USER, "content of " + id));
  }

  private UserMessagePage page(StreamPlace after, int limit) {
    Lookup<UserMessagePage> found =
        ReadSwitch.answer(
            partition, 0, 0, new Read.ListUserMessages(new UserId("u"), after, limit));
    return ((Lookup.Found<UserMessagePage>) found).value();
  }

  private List<String> walk(int limit) {
    List<String> ids = new ArrayList<>();
    UserMessagePage page = new UserMessagePage(List.of(), StreamPlace.BEGINNING, true);
    StreamPlace before = StreamPlace.BEGINNING;
    while (page.more()) {
      page = page(page.place(), limit);
      for (UserMessagePage.Placed placed : page.items()) {
        assertThat(placed.place().isBehind(before)).isTrue();
        before = placed.place();
        ids.add(placed.message().id().value());
      }
      assertThat(before.isBehind(page.place())).isFalse();
    }
    return ids;
  }

  @Test
  void theyComeInTheOrderOfTheLogAndOnlyThoseOfTheUser() {
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      String session = number % 3 == 0 ? "a" : "b";
      say("u", session, "m" + number);
      say("u1", session, "other" + number);
      say("t", session, "other" + number);
      expected.add("m" + number);
    }
    for (int limit : List.of(1, 7, 30, 31, 100)) {
      assertThat(walk(limit)).as("pages of %d", limit).isEqualTo(expected);
    }
  }

  @Test
  void behindTheLastOneIsNothingAndThePlaceStays() {
    say("u", "a", "m1");
    UserMessagePage all = page(StreamPlace.BEGINNING, 10);
    assertThat(all.items()).hasSize(1);
    assertThat(page(all.place(), 10)).isEqualTo(new UserMessagePage(List.of(), all.place(), false));
    assertThat(page(StreamPlace.at(Long.MAX_VALUE), 10).items()).isEmpty();
  }

  @Test
  void thoseOfASoftDeletedSessionArePassedOverAndMoveThePlace() {
    say("u", "a", "m1");
    say("u", "b", "m2");
    partition.apply(events.patchSession("u", "b", "{\"status\":\"deleted\"}", null));
    assertThat(walk(1)).containsExactly("m1");
    UserMessagePage page = page(page(StreamPlace.BEGINNING, 1).place(), 10);
    assertThat(page.items()).isEmpty();
    assertThat(page.more()).isFalse();
    assertThat(page.place().isBehind(page(StreamPlace.BEGINNING, 1).place())).isTrue();
    partition.apply(events.patchSession("u", "b", "{\"status\":\"active\"}", null));
    assertThat(walk(1)).containsExactly("m1", "m2");
  }

  @Test
  void whatWasPassedWhileItsSessionWasDeletedComesWhenThatIsRestored() {
    say("u", "a", "m1");
    say("u", "b", "m2");
    StreamPlace sawAll = page(StreamPlace.BEGINNING, 10).place();
    partition.apply(events.patchSession("u", "b", "{\"status\":\"deleted\"}", null));
    StreamPlace sawOne = page(StreamPlace.BEGINNING, 10).place();
    say("u", "a", "m3");
    partition.apply(events.patchSession("u", "b", "{\"status\":\"active\"}", null));
    say("u", "b", "m4");
    assertThat(idsBehind(sawAll)).containsExactly("m3", "m4");
    assertThat(idsBehind(sawOne)).containsExactly("m3", "m2", "m4");
    assertThat(idsBehind(StreamPlace.BEGINNING)).containsExactly("m1", "m2", "m3", "m4");
  }

  @Test
  void copiesOfAForkComeWhereItIsShownAndAPageMayEndAmidThem() {
    say("u", "a", "m1");
    partition.apply(events.fork("u", "fork", "a@1"));
    StreamPlace early = page(StreamPlace.BEGINNING, 10).place();
    for (int copy = 1; copy <= 5; copy++) {
      partition.apply(events.copy("u", "fork", "c" + copy, Role.USER, "copied"));
    }
    say("u", "a", "m2");
    assertThat(idsBehind(early)).containsExactly("m2");
    StreamPlace late = page(StreamPlace.BEGINNING, 10).place();
    long shown =
        offset(partition.apply(events.patchSession("u", "fork", "{\"status\":\"active\"}", null)));
    say("u", "fork", "m3");
    assertThat(idsBehind(late)).containsExactly("c1", "c2", "c3", "c4", "c5", "m3");
    for (int limit : List.of(1, 2, 3, 5, 8, 100)) {
      assertThat(walk(limit)).containsExactly("m1", "m2", "c1", "c2", "c3", "c4", "c5", "m3");
    }
    UserMessagePage amid = page(late, 2);
    assertThat(amid.place()).hasToString(shown + ".2");
    assertThat(StreamPlace.parse(shown + ".2")).contains(amid.place());
    assertThat(idsBehind(amid.place())).containsExactly("c3", "c4", "c5", "m3");
    assertThat(idsBehind(StreamPlace.at(shown))).containsExactly("m3");

    partition.apply(events.deleteMessage("u", "fork", "c4", null));
    assertThat(idsBehind(amid.place())).containsExactly("c3", "c5", "m3");
    partition.apply(events.deleteSession("u", "fork", null));
    assertThat(walk(10)).containsExactly("m1", "m2");
    assertThat(partition.dump()).noneMatch(row -> row.contains("fork"));
  }

  @Test
  void longMessagesMakeAShortPageForWhoFollowsAUserOrASession() {
    String half = "x".repeat(MessageLists.FOLLOWED_CHARS_MAX / 2);
    List<String> expected = new ArrayList<>();
    for (int number = 0; number < 9; number++) {
      partition.apply(events.message("u", "a", "m" + number, Role.USER, half));
      expected.add("m" + number);
    }
    assertThat(page(StreamPlace.BEGINNING, 1_000).items()).hasSize(2);
    assertThat(walk(1_000)).isEqualTo(expected);
    long after = 0;
    List<String> followed = new ArrayList<>();
    for (Long next = 0L; next != null; ) {
      Lookup<MessagePage> found =
          ReadSwitch.answer(
              partition,
              0,
              0,
              new Read.FollowMessages(new UserId("u"), new SessionId("a"), after, 1_000));
      MessagePage page = ((Lookup.Found<MessagePage>) found).value();
      assertThat(page.items().size()).isBetween(1, 2);
      page.items().forEach(message -> followed.add(message.id().value()));
      after = page.items().getLast().seq();
      next = page.next();
    }
    assertThat(followed).isEqualTo(expected);
  }

  private static long offset(Step step) {
    return step.changes().stream()
        .filter(change -> change instanceof Change.PutPartition)
        .mapToLong(change -> ((Change.PutPartition) change).row().appliedOffset())
        .findFirst()
        .orElseThrow();
  }

  private List<String> idsBehind(StreamPlace place) {
    return page(place, 100).items().stream().map(item -> item.message().id().value()).toList();
  }

  @Test
  void aWriteThatWasRepeatedIsThereOnce() {
    say("u", "a", "m1");
    say("u", "a", "m1");
    assertThat(walk(10)).containsExactly("m1");
  }
}
