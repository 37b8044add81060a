package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.SeenMessages;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session is deleted only with the messages that whoever deletes it has seen. */
final class SeenDeletionTest {
  private static final SeenMessages ONE = new SeenMessages(1, 1_000L);

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  @BeforeEach
  void talk() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "s", "web"));
    partition.apply(message("m1", 1_000));
  }

  private Event message(String id, long atMicros) {
    return events.message("ann", "s", id, Role.USER, "said", atMicros, null);
  }

  private String deleted(Long version, SeenMessages seen) {
    return switch (partition
        .apply(events.deleteSessionSeen("ann", "s", version, seen))
        .decision()) {
      case Decision.Accepted _ -> "accepted";
      case Decision.Duplicate _ -> "duplicate";
      case Decision.Rejected rejected -> rejected.code().wireName();
    };
  }

  @Test
  void theSameMessagesAreNoObstacle() {
    partition.apply(events.patchMessage("ann", "s", "m1", "{\"content\":\"edited\"}", null));
    assertThat(deleted(2L, ONE)).isEqualTo("version_mismatch");
    assertThat(deleted(1L, ONE)).isEqualTo("accepted");
    assertThat(deleted(1L, ONE)).isEqualTo("session_not_found");
  }

  @Test
  void anotherMessageIsOneThatClaimsAnOldTimeToo() {
    partition.apply(message("m2", 10));
    assertThat(deleted(1L, ONE)).isEqualTo("version_mismatch");
    assertThat(deleted(1L, new SeenMessages(2, 1_000L))).isEqualTo("accepted");
  }

  @Test
  void soIsOneForWhichAnotherWent() {
    partition.apply(message("m2", 2_000));
    partition.apply(events.deleteMessage("ann", "s", "m1", null));
    assertThat(deleted(1L, ONE)).isEqualTo("version_mismatch");
    assertThat(deleted(1L, new SeenMessages(1, 2_000L))).isEqualTo("accepted");
  }

  @Test
  void theFirstMessageIsOneMore() {
    partition.apply(events.deleteMessage("ann", "s", "m1", null));
    SeenMessages none = new SeenMessages(0, null);
    partition.apply(message("m2", 2_000));
    assertThat(deleted(1L, none)).isEqualTo("version_mismatch");
    partition.apply(events.deleteMessage("ann", "s", "m2", null));
    assertThat(deleted(1L, none)).isEqualTo("accepted");
  }
}
