package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.avro.EventRecord;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import org.junit.jupiter.api.Test;

/** What a restored or imported entity keeps of its past. */
final class RestoredFoldTest {
  private static final UserId ANN = new UserId("ann");
  private static final SessionId CHAT = new SessionId("chat");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  private Decision apply(Event event) {
    // as it comes back from the log
    EventRecord record = EventAvro.toAvro(event);
    return partition.apply(EventAvro.fromAvro(record)).decision();
  }

  private Message message(long seq) {
    return partition.rows().message(ANN, CHAT, seq).message();
  }

  private void post(String id, Long seq) {
    assertThat(apply(events.restoredMessage("ann", "chat", id, Role.USER, "text", seq, null)))
        .isInstanceOf(Decision.Accepted.class);
  }

  @Test
  void everythingKeepsItsPast() {
    apply(events.restoredUser("ann", "Ann", 7));
    CreateSession session =
        (CreateSession)
            events.restoredSession("ann", "chat", "web", SessionStatus.DELETED, 4L, 3L).payload();
    apply(
        events.of("ann", session.restoring(new RestoredSession(10L, 20L, 30L, 4L, 9L, 5L, true))));
    PostMessage post =
        (PostMessage)
            events.restoredMessage("ann", "chat", "m", Role.USER, "text", 2L, null).payload();
    apply(events.of("ann", post.restoring(new RestoredMessage(11L, 12L, 6L, 2L, 77L))));

    assertThat(partition.rows().user(ANN).user().version()).isEqualTo(7);
    assertThat(partition.rows().user(ANN).user().updatedAtMicros())
        .isEqualTo(1_600_000_000_000_003L);
    SessionRow row = partition.rows().session(ANN, CHAT);
    Session restored = row.session();
    assertThat(restored.status()).isEqualTo(SessionStatus.DELETED);
    assertThat(restored.createdAtMicros()).isEqualTo(10);
    assertThat(restored.updatedAtMicros()).isEqualTo(20);
    assertThat(restored.deletedAtMicros()).isEqualTo(30);
    assertThat(restored.version()).isEqualTo(4);
    assertThat(restored.messageCount()).isOne();
    assertThat(row.fingerprint()).isEqualTo(5);
    assertThat(row.hasEmbedding()).isTrue();
    assertThat(message(2).receivedAtMicros()).isEqualTo(11);
    assertThat(message(2).editedAtMicros()).isEqualTo(12);
    assertThat(message(2).version()).isEqualTo(6);
    assertThat(partition.rows().message(ANN, CHAT, 2).fingerprint()).isEqualTo(77);
    assertThat(partition.rows().partition().messages()).as("hidden with its session").isZero();
  }

  @Test
  void gapsSurviveAndNoSeqIsGivenTwice() {
    apply(events.user("ann"));
    apply(events.restoredSession("ann", "chat", "web", SessionStatus.ACTIVE, null, 9L));
    post("a", 2L);
    post("b", 5L);
    post("c", 5L); // taken: the next behind all that were given
    post("d", 3L);
    apply(events.message("ann", "chat", "e", Role.USER, "new"));
    post("f", 20L);

    assertThat(message(2).id().value()).isEqualTo("a");
    assertThat(message(5).id().value()).isEqualTo("b");
    assertThat(message(10).id().value()).isEqualTo("c");
    assertThat(message(11).id().value()).isEqualTo("d");
    assertThat(message(12).id().value()).isEqualTo("e");
    assertThat(message(20).id().value()).isEqualTo("f");
    assertThat(partition.rows().session(ANN, CHAT).session().messageCount()).isEqualTo(6);
  }

  @Test
  void whatIsThereStaysAsItIs() {
    apply(events.user("ann", "Ann"));
    apply(events.session("ann", "chat", "web"));
    apply(events.message("ann", "chat", "m", Role.USER, "new"));

    assertThat(apply(events.restoredUser("ann", "Old", 3))).isInstanceOf(Decision.Duplicate.class);
    assertThat(apply(events.restoredSession("ann", "chat", "irc", SessionStatus.DELETED, 2L, null)))
        .isInstanceOf(Decision.Duplicate.class);
    assertThat(apply(events.restoredMessage("ann", "chat", "m", Role.USER, "old", 8L, null)))
        .isInstanceOf(Decision.Duplicate.class);
    assertThat(partition.rows().user(ANN).user().name()).isEqualTo("Ann");
    assertThat(partition.rows().session(ANN, CHAT).session().channel()).isEqualTo("web");
    assertThat(message(1).content()).isEqualTo("new");
  }

  @Test
  void aForkThatIsBeingFilledTakesNoneButCopies() {
    apply(events.user("ann"));
    apply(events.fork("ann", "chat", "other@1"));

    assertThat(apply(events.restoredMessage("ann", "chat", "m", Role.USER, "old", 1L, null)))
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.SESSION_NOT_FOUND));
  }

  @Test
  void theRetryOfAnOldWriteIsStillKnown() {
    Event first = events.message("ann", "chat", "m", Role.USER, "hello");
    long fingerprint = Fingerprint.of((PostMessage) first.payload());
    apply(events.user("ann"));
    apply(events.restoredSession("ann", "chat", "web", SessionStatus.ACTIVE, null, null));
    PostMessage edited =
        (PostMessage)
            events.restoredMessage("ann", "chat", "m", Role.USER, "edited", 1L, null).payload();
    apply(events.of("ann", edited.restoring(new RestoredMessage(1L, 2L, 2L, 1L, fingerprint))));

    assertThat(apply(first)).isInstanceOf(Decision.Duplicate.class);
  }
}
