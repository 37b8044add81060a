package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
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

  private UserMessagePage page(long after, int limit) {
    Lookup<UserMessagePage> found =
        ReadSwitch.answer(partition, 0, new Read.ListUserMessages(new UserId("u"), after, limit));
    return ((Lookup.Found<UserMessagePage>) found).value();
  }

  private List<String> walk(int limit) {
    List<String> ids = new ArrayList<>();
    UserMessagePage page = new UserMessagePage(List.of(), -1, true);
    long before = -1;
    while (page.more()) {
      page = page(page.place(), limit);
      for (UserMessagePage.Placed placed : page.items()) {
        assertThat(placed.offset()).isGreaterThan(before);
        before = placed.offset();
        ids.add(placed.message().id().value());
      }
      assertThat(page.place()).isGreaterThanOrEqualTo(before);
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
    UserMessagePage all = page(-1, 10);
    assertThat(all.items()).hasSize(1);
    assertThat(page(all.place(), 10)).isEqualTo(new UserMessagePage(List.of(), all.place(), false));
    assertThat(page(Long.MAX_VALUE, 10).items()).isEmpty();
  }

  @Test
  void thoseOfASoftDeletedSessionArePassedOverAndMoveThePlace() {
    say("u", "a", "m1");
    say("u", "b", "m2");
    partition.apply(events.patchSession("u", "b", "{\"status\":\"deleted\"}", null));
    assertThat(walk(1)).containsExactly("m1");
    UserMessagePage page = page(page(-1, 1).place(), 10);
    assertThat(page.items()).isEmpty();
    assertThat(page.more()).isFalse();
    assertThat(page.place()).isGreaterThan(page(-1, 1).place());
    partition.apply(events.patchSession("u", "b", "{\"status\":\"active\"}", null));
    assertThat(walk(1)).containsExactly("m1", "m2");
  }

  @Test
  void aWriteThatWasRepeatedIsThereOnce() {
    say("u", "a", "m1");
    say("u", "a", "m1");
    assertThat(walk(10)).containsExactly("m1");
  }
}
