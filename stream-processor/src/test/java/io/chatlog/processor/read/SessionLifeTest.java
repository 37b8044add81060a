package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Lookup;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessagePage.Life;
import io.chatlog.view.Read;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who follows a session is told apart from who followed another one of its id. */
final class SessionLifeTest {
  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  private @Nullable Life life() {
    Lookup<MessagePage> found =
        ReadSwitch.answer(
            partition, 0, 0, new Read.FollowMessages(new UserId("u"), new SessionId("a"), 0, 10));
    return found instanceof Lookup.Found<MessagePage>(MessagePage page) ? page.life() : null;
  }

  private void make() {
    partition.apply(events.session("u", "a", "web"));
    partition.apply(events.message("u", "a", "m", Role.USER, "x"));
  }

  @Test
  void aSessionIsMadeAnewOnceOneOfItsIdWasDeleted() {
    partition.apply(events.user("u"));
    make();
    partition.apply(events.session("u", "b", "web"));
    assertThat(life()).isEqualTo(new Life(1, 1, false));
    partition.apply(events.deleteSession("u", "b", null));
    assertThat(life()).as("another one").isEqualTo(new Life(1, 1, false));
    partition.apply(events.deleteSession("u", "a", null));
    assertThat(life()).isNull();
    make();
    assertThat(life()).isEqualTo(new Life(1, 6, true));
  }

  @Test
  void theSessionsOfAnErasedUserWereDeletedToo() {
    partition.apply(events.user("u"));
    make();
    partition.apply(events.deleteUser("u", true));
    partition.apply(events.user("u"));
    make();
    assertThat(life()).isEqualTo(new Life(1, 5, true));
    assertThat(partition.rows().wasEnded(new UserId("u"), new SessionId("b"))).isFalse();
  }

  @Test
  void aDeletionOfNothingEndsNothing() {
    partition.apply(events.user("u"));
    partition.apply(events.deleteSession("u", "a", null));
    make();
    assertThat(life()).isEqualTo(new Life(1, 2, false));
  }
}
