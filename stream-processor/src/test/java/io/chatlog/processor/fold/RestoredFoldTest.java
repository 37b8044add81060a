package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.avro.EventRecord;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.InsightId;
import io.chatlog.value.InsightType;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.Panel;
import io.chatlog.view.Persona;
import io.chatlog.view.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a restored or imported entity keeps of its past. */
final class RestoredFoldTest {
  private static final UserId ANN = new UserId("ann");
  private static final SessionId CHAT = new SessionId("chat");

  private final Events events = new Events();
  private final PanelEvents panels = new PanelEvents(events);
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
    assertThat(partition.rows().message(ANN, CHAT, 2).fingerprint().value()).isEqualTo(77);
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
  void whatIsSaidInAPanelKeepsItsPastAndItsGaps() {
    PanelId panel = new PanelId("p");
    apply(Events.restoring(panels.panel("p", "Panel", "kit"), new Past(10L, 20L, 4L, 9L, 5L)));
    sayInPanel("a", "kit", 2L);
    sayInPanel("b", "gone", 5L); // a persona that the panel has no more
    sayInPanel("c", null, 5L); // taken: the next behind all that were given
    apply(panels.message("p", "d", "new", "kit", null, null));
    apply(
        Events.restoring(
            panels.insight("p", "i", InsightType.SUMMARY, "so it is", "a", "erased"),
            new Past(30L, null, 3L, null, 8L)));

    PanelState state = partition.rows().panels();
    Panel restored = state.panel(panel).panel();
    assertThat(restored.createdAtMicros()).isEqualTo(10);
    assertThat(restored.updatedAtMicros()).isEqualTo(20);
    assertThat(restored.version()).isEqualTo(4);
    assertThat(restored.messageCount()).isEqualTo(4);
    assertThat(state.panel(panel).fingerprint()).isEqualTo(5);
    assertThat(seqInPanel("a")).isEqualTo(2);
    assertThat(seqInPanel("b")).isEqualTo(5);
    assertThat(seqInPanel("c")).isEqualTo(10);
    assertThat(seqInPanel("d")).isEqualTo(11);
    assertThat(state.message(panel, new MessageId("a")).message().receivedAtMicros()).isEqualTo(11);
    InsightRow insight = state.insight(panel, new InsightId("i"));
    assertThat(insight.insight().createdAtMicros()).isEqualTo(30);
    assertThat(insight.insight().version()).isEqualTo(3);
    assertThat(insight.fingerprint()).isEqualTo(8);
    assertThat(apply(Events.restoring(panels.panel("p", "Other"), Past.UNKNOWN)))
        .isInstanceOf(Decision.Duplicate.class);
  }

  private void sayInPanel(String id, String persona, Long seq) {
    assertThat(
            apply(
                Events.restoring(
                    panels.message("p", id, "text", persona, "erased", 7L),
                    new Past(11L, null, null, seq, null))))
        .isInstanceOf(Decision.Accepted.class);
  }

  private long seqInPanel(String id) {
    return partition.rows().panels().message(new PanelId("p"), new MessageId(id)).message().seq();
  }

  @Test
  void aPersonaKeepsItsPast() {
    Event first = panels.persona("kit", "Kit", "ann");
    long fingerprint = Fingerprint.of((CreatePersona) first.payload());
    apply(
        Events.restoring(
            panels.persona("kit", "Kit, later", "ann"), new Past(10L, 20L, 3L, null, fingerprint)));

    Persona persona = partition.rows().panels().persona(new PersonaId("kit")).persona();
    assertThat(persona.createdAtMicros()).isEqualTo(10);
    assertThat(persona.updatedAtMicros()).isEqualTo(20);
    assertThat(persona.version()).isEqualTo(3);
    assertThat(apply(first)).isInstanceOf(Decision.Duplicate.class);
    assertThat(apply(Events.restoring(panels.persona("kit", "Old", null), Past.UNKNOWN)))
        .isInstanceOf(Decision.Duplicate.class);
  }

  @Test
  void aSoftDeletedSessionTakesRestoredDocumentsAndContexts() {
    apply(events.user("ann"));
    apply(events.restoredSession("ann", "chat", "web", SessionStatus.DELETED, null, null));
    byte[] bytes = {1, 2, 3};
    apply(events.documentPart("ann", "chat", "up1", 0, bytes, List.of("text")));
    assertThat(apply(events.document("ann", "chat", "doc", "up1", "sha", 3, 1, 1)))
        .isInstanceOf(Decision.Rejected.class);
    Past past = new Past(10L, null, 2L, null, 5L);
    apply(
        Events.restoring(
            events.documentPart("ann", "chat", "up2", 0, bytes, List.of("text")), past));
    assertThat(
            apply(
                Events.restoring(
                    events.document("ann", "chat", "doc", "up2", "sha", 3, 1, 1), past)))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(apply(Events.restoring(events.context("ann", "con", "chat", "sum"), past)))
        .isInstanceOf(Decision.Accepted.class);

    DocumentRow row = partition.rows().document(ANN, CHAT, new DocumentId("doc"));
    assertThat(row.document().uploadedAtMicros()).isEqualTo(10);
    assertThat(row.document().version()).isEqualTo(2);
    assertThat(row.fingerprint()).isEqualTo(5);
    assertThat(row.hidden()).isTrue();
    assertThat(partition.rows().chunk(row, 0)).isEqualTo("text");
    assertThat(partition.rows().context(ANN, new ContextId("con")).fingerprint()).isEqualTo(5);
    assertThat(
            apply(
                Events.restoring(
                    events.document("ann", "chat", "doc", "none", "other", 0, 0, 0), past)))
        .isInstanceOf(Decision.Duplicate.class);
    assertThat(apply(Events.restoring(events.context("ann", "con", "chat", "other"), past)))
        .isInstanceOf(Decision.Duplicate.class);
    // it might outlive the one that is in its way
    assertThat(apply(Events.restoring(events.context("ann", "con", null, "other"), past)))
        .isInstanceOf(Decision.Rejected.class);
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
