package io.chatlog.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.ingest.accept.PatchFields.Member;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.ContextId;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.PanelId;
import io.chatlog.value.PersonaId;
import io.chatlog.value.PlainPassword;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the fields, accepting answers: an event that survives the log, or faults. */
class AcceptorFuzzTest {
  private static final long SEED = 20_260_301L;
  private static final int ROUNDS = 30_000;
  private static final UserId ANN = new UserId("ann");
  private static final SessionId S1 = new SessionId("s1");
  private static final MessageId M1 = new MessageId("m1");

  private final Random random = new Random(SEED);
  private static final PanelId PANEL = new PanelId("panel");
  private final WriteLimits limits = new WriteLimits(20, 30, 5, 4, 3, 8, 5, 9, 25, 4, 0);
  private final Acceptor acceptor = new Acceptor(limits, new CountingIds(), new SteppingClock());
  private final ImportAcceptor imports = new ImportAcceptor(acceptor, limits);
  private final PanelAcceptor panels = new PanelAcceptor(acceptor);
  private final EventEncoder encoder = new EventEncoder(LogDecoder.SCHEMA_ID, 3);

  @Test
  void neverThrows() {
    int accepted = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Acceptance acceptance = any();
      if (acceptance instanceof Acceptance.Accepted(var event)) {
        accepted++;
        var back = LogDecoder.event(encoder.encode(event));
        assertThat(EventAvro.toAvro(back)).as("seed %d", SEED).isEqualTo(EventAvro.toAvro(event));
      }
    }
    assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS - ROUNDS / 100);
  }

  private Acceptance any() {
    RouteKind kind = RouteKind.values()[random.nextInt(RouteKind.values().length)];
    String key = random.nextBoolean() ? "k" + random.nextInt(9) : null;
    WriteContext context = new WriteContext(kind, key, null, random.nextInt(3));
    return switch (kind) {
      case CREATE_USER, CREATE_USERS_BATCH ->
          acceptor.user(
              new UserFields(
                  text(),
                  text(),
                  text(),
                  text(),
                  text(),
                  json(),
                  json(),
                  random.nextInt(9) == 0 ? new PlainPassword("x") : null),
              context);
      case PATCH_USER -> acceptor.userPatch(ANN, patch(), 1L, context);
      case DELETE_USER -> acceptor.userDeletion(ANN, random.nextBoolean(), context);
      case CREATE_SESSION -> acceptor.session(ANN, sessionFields(), context);
      case CREATE_SESSIONS_BATCH -> acceptor.sessionAnywhere(text(), sessionFields(), context);
      case PUT_SESSION -> acceptor.sessionPut(ANN, S1, sessionFields(), null, context);
      case TAG_SESSION ->
          acceptor.sessionTag(ANN, S1, String.valueOf(text()), random.nextBoolean(), context);
      case DELETE_SESSION -> acceptor.sessionDeletion(ANN, S1, 2L, context);
      case PATCH_MESSAGE -> acceptor.messagePatch(ANN, S1, M1, patch(), null, context);
      case DELETE_MESSAGE, FORK_SESSION, DELETE_DOCUMENT ->
          acceptor.messageDeletion(ANN, S1, M1, null, context);
      case POST_DOCUMENT -> document(context);
      case PATCH_SESSION -> acceptor.sessionPatch(ANN, S1, patch(), null, context);
      case POST_MESSAGE, POST_MESSAGES_BATCH -> acceptor.message(ANN, S1, message(), context);
      case SAVE_CONTEXT -> new ContextAcceptor(acceptor).save(ANN, contextFields(), context);
      case DELETE_CONTEXT ->
          new ContextAcceptor(acceptor).deletion(ANN, new ContextId("c1"), context);
      case POST_MESSAGES_ANYWHERE ->
          acceptor.messageAnywhere(message(), random.nextBoolean(), context);
      case IMPORT ->
          random.nextBoolean()
              ? imports.session(
                  ANN,
                  sessionFields(),
                  new RestoredSession(time(), time(), null, number(), number(), null, false),
                  context)
              : imports.message(
                  ANN,
                  S1,
                  message(),
                  new RestoredMessage(time(), time(), number(), number(), null),
                  context);
      case CREATE_PERSONA -> panels.persona(persona(), null, context);
      case PUT_PERSONA -> panels.personaPut(new PersonaId("p1"), persona(), null, ANN, context);
      case PATCH_PERSONA -> panels.personaPatch(new PersonaId("p1"), patch(), 1L, ANN, context);
      case DELETE_PERSONA -> panels.personaDeletion(new PersonaId("p1"), 1L, null, context);
      case CREATE_PANEL ->
          panels.panel(new PanelFields(text(), text(), type(), list(), json(), json()), context);
      case PATCH_PANEL -> panels.panelPatch(PANEL, patch(), null, context);
      case DELETE_PANEL -> panels.panelDeletion(PANEL, null, context);
      case POST_PANEL_MESSAGE ->
          panels.message(
              PANEL,
              new PanelMessageFields(
                  text(), role(), text(), text(), time(), json(), text(), text()),
              context);
      case POST_INSIGHT ->
          panels.insight(PANEL, new InsightFields(text(), type(), text(), list()), context);
    };
  }

  private PersonaFields persona() {
    return new PersonaFields(
        random.nextBoolean() ? "p1" : text(),
        text(),
        text(),
        list(),
        list(),
        json(),
        text(),
        json());
  }

  private List<String> list() {
    List<String> texts = texts();
    return texts == null ? List.of() : texts;
  }

  private String type() {
    return switch (random.nextInt(4)) {
      case 0 -> text();
      case 1 -> "brainstorm";
      default -> "summary";
    };
  }

  private Long number() {
    return random.nextBoolean() ? null : Long.valueOf(random.nextInt(1, 1_000));
  }

  private ContextFields contextFields() {
    List<String> points = texts();
    return new ContextFields(
        text(),
        random.nextBoolean() ? null : "s1",
        text(),
        text(),
        points == null ? List.of() : points,
        json(),
        random.nextBoolean() ? null : random.nextDouble(),
        random.nextBoolean()
            ? null
            : new MessageSpan(random.nextInt(9), random.nextInt(9), null, random.nextBoolean()),
        json());
  }

  /** A document that passes the checks, or its faults. */
  private Acceptance document(WriteContext context) {
    DocumentAcceptor documents = new DocumentAcceptor(acceptor, DocumentLimits.defaults());
    DocumentFields fields =
        new DocumentFields(text(), text(), text(), null, new byte[3], text(), json());
    Acceptance.Refused refused = documents.faults(fields);
    return refused != null
        ? refused
        : new Acceptance.Accepted(
            documents.complete(documents.accept(ANN, S1, fields, context), 1, 0, null, context));
  }

  private SessionFields sessionFields() {
    return new SessionFields(
        random.nextBoolean() ? "s1" : text(),
        text(),
        text(),
        text(),
        status(),
        text(),
        texts(),
        json(),
        text(),
        floats());
  }

  private MessageFields message() {
    return new MessageFields(
        text(), text(), text(), text(), text(), text(), role(), text(), text(), time(), json(),
        floats());
  }

  private PatchFields patch() {
    String[] names = {
      "name",
      "email",
      "title",
      "channel",
      "status",
      "tags",
      "metadata",
      "embedding",
      "version",
      "user_id",
      "content",
      "author_id",
      "traits",
      "owner_id",
      "personas",
      "type",
      "config",
      "x"
    };
    List<Member> members = new ArrayList<>();
    for (int count = random.nextInt(3); count > 0; count--) {
      members.add(new Member(names[random.nextInt(names.length)], value()));
    }
    return new PatchFields(members);
  }

  private Value value() {
    String text = random.nextBoolean() ? "abc" : "active";
    return switch (random.nextInt(6)) {
      case 0 -> new Value.Removed();
      case 1 -> new Value.Text("\"" + text + "\"", text);
      case 2 -> new Value.Members("{\"a\":1}");
      case 3 -> new Value.Texts("[\"a\"]", List.of("a"));
      case 4 -> new Value.Numbers("[1]", new float[] {1});
      default -> new Value.Other("true");
    };
  }

  private String text() {
    if (random.nextInt(3) == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(5); length > 0; length--) {
      text.append(
          switch (random.nextInt(20)) {
            case 0 -> (char) random.nextInt(0x10000);
            case 1 -> ' ';
            case 2 -> '@';
            default -> (char) ('a' + random.nextInt(26));
          });
    }
    return text.toString();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int count = random.nextInt(4); count > 0; count--) {
      String text = text();
      texts.add(text == null ? "t" : text);
    }
    return random.nextBoolean() ? null : texts;
  }

  private String json() {
    return random.nextBoolean() ? null : "{\"k\":\"" + "v".repeat(random.nextInt(25)) + "\"}";
  }

  private String role() {
    return random.nextInt(4) == 0 ? text() : "user";
  }

  private String status() {
    return random.nextInt(4) == 0 ? text() : "active";
  }

  private Long time() {
    return random.nextInt(3) == 0 ? (Long) random.nextLong() : null;
  }

  private float[] floats() {
    if (random.nextInt(3) > 0) {
      return null;
    }
    float[] floats = new float[random.nextInt(6)];
    for (int at = 0; at < floats.length; at++) {
      floats[at] = Float.intBitsToFloat(random.nextInt());
    }
    return floats;
  }
}
