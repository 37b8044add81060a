package io.chatlog.processor.fold;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.SeenMessages;
import io.chatlog.event.VersionCondition;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.DocumentId;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.Random;

/** Random histories. */
public final class Histories {
  private static final String[] CONTENTS = {"hi", "how are you?", "grüße 😀 日本語", "x".repeat(500)};

  /** How many ids of contexts a user has at most. */
  static final int CONTEXTS = 12;

  private Histories() {}

  /** The next event: any, about few things, so that they meet. */
  public static Event next(Random random, Events events, State state) {
    if (random.nextInt(5) == 0) {
      return restoredOrNot(random, nextOfDocuments(random, events, state));
    }
    if (random.nextInt(10) == 0) {
      return restoredOrNot(random, nextOfContexts(random, events));
    }
    return switch (random.nextInt(6)) {
      case 0 -> random.nextInt(20) == 0 ? events.barrier() : nextOfEmails(random, events, state);
      case 1 -> restoredOrNot(random, PanelHistories.next(random, new PanelEvents(events), state));
      default ->
          nextOfUsers(random, events, state)
              .onlyIf(random.nextInt(6) == 0 ? condition(random) : null);
    };
  }

  /** The event, or the same about something that is restored, where there is such a thing. */
  private static Event restoredOrNot(Random random, Event event) {
    boolean never =
        switch (event.payload()) {
          case Payload.SaveContext _,
              Payload.PutDocumentPart _,
              Payload.PostDocument _,
              Payload.CreatePersona _,
              Payload.CreatePanel _,
              Payload.PostPanelMessage _,
              Payload.PostInsight _ ->
              random.nextInt(3) != 0;
          default -> true;
        };
    return never
        ? event
        : Events.restoring(
            event,
            new Past(
                1_600_000_000_000_008L,
                random.nextBoolean() ? null : (Long) 1_600_000_000_000_009L,
                random.nextBoolean() ? null : (Long) (1L + random.nextInt(3)),
                random.nextInt(4) == 0 ? null : (Long) (long) random.nextInt(90),
                null));
  }

  private static VersionCondition condition(Random random) {
    List<Long> versions = List.of(1L + random.nextInt(3), 1L + random.nextInt(3));
    return switch (random.nextInt(5)) {
      case 0 -> VersionCondition.oneOf(random.nextInt(4) == 0 ? List.of() : versions);
      case 1 -> VersionCondition.noneOf(versions);
      case 2 -> VersionCondition.ABSENT;
      default -> VersionCondition.EXISTS;
    };
  }

  /** About contexts: saved, repeated, with another content, of another session, and deleted. */
  private static Event nextOfContexts(Random random, Events events) {
    String user = "u" + random.nextInt(4);
    String context = "c" + random.nextInt(CONTEXTS);
    return random.nextInt(4) == 0
        ? events.deleteContext(user, context)
        : events.context(
            user,
            context,
            random.nextInt(4) == 0 ? null : "s" + random.nextInt(5),
            CONTENTS[random.nextInt(2)]);
  }

  /** About addresses: claimed, used, made void and released, in any order and by anybody. */
  private static Event nextOfEmails(Random random, Events events, State state) {
    String user = "u" + random.nextInt(4);
    String email = (random.nextBoolean() ? "A" : "a") + random.nextInt(3) + "@x.org";
    EmailClaimRow row = state.emailClaim(EmailIds.of(email));
    long held = row == null ? random.nextInt(100) : row.claim().offset() - random.nextInt(2);
    String holder = row == null ? user : row.claim().claimant().value();
    return switch (random.nextInt(8)) {
      case 0, 1 -> events.claimEmail(email, user, random.nextBoolean() ? held : null);
      case 2 -> events.userWithEmail(holder, email, held);
      case 3 -> events.patchEmail(random.nextBoolean() ? user : holder, email, held);
      case 4, 5 -> events.voidEmailClaim(holder, email, held);
      case 6 -> events.releaseEmail(email, holder, held);
      default -> events.deleteUser(user, random.nextInt(4) == 0);
    };
  }

  /** About documents: parts in order or not, completed or given up, of sessions that are there. */
  private static Event nextOfDocuments(Random random, Events events, State state) {
    String user = "u" + random.nextInt(4);
    String session = "s" + random.nextInt(5);
    List<UploadRow> uploads = state.oldestUploads(20);
    if (random.nextInt(60) == 0) {
      events.pass(FoldLimits.UPLOAD_MICROS_MAX);
    }
    String document = "d" + random.nextInt(6);
    if (random.nextInt(5) == 0) {
      return embedChunk(random, events, state, user, session, document);
    }
    if (random.nextInt(4) == 0) {
      return events.deleteDocument(
          user, session, document, random.nextInt(4) == 0 ? (long) random.nextInt(3) : null);
    }
    if (uploads.isEmpty() || random.nextInt(3) == 0) {
      return random.nextInt(5) == 0
          ? events.document(user, session, document, "none", "empty", 0, 0, 0)
          : events.documentPart(
              user, session, "up" + random.nextInt(10_000), 0, part(random), List.of());
    }
    UploadRow upload = uploads.get(random.nextInt(uploads.size()));
    String owner = upload.user().value();
    String in = upload.session().value();
    String id = upload.upload().value();
    int wrong = random.nextInt(8) == 0 ? 1 : 0;
    return random.nextBoolean()
        ? events.documentPart(
            owner,
            in,
            id,
            upload.parts() + wrong,
            part(random),
            random.nextBoolean() ? List.of() : List.of("text", "more " + random.nextInt(9)))
        : events.document(
            owner,
            in,
            document,
            id,
            "sha" + random.nextInt(2),
            upload.bytes() + wrong,
            upload.parts(),
            upload.chunks());
  }

  /** A vector of a piece, of a document or of an upload, or of nothing. */
  private static Event embedChunk(
      Random random, Events events, State state, String user, String session, String document) {
    DocumentRow row =
        state.document(new UserId(user), new SessionId(session), new DocumentId(document));
    List<UploadRow> uploads = state.oldestUploads(20);
    String owner = user;
    String in = session;
    String upload = row == null ? "none" : row.upload().value();
    if (row == null && !uploads.isEmpty()) {
      UploadRow pending = uploads.get(random.nextInt(uploads.size()));
      owner = pending.user().value();
      in = pending.session().value();
      upload = pending.upload().value();
    }
    int chunk = random.nextInt(4) - (random.nextInt(10) == 0 ? 4 : 0);
    String text = state.chunk(new UserId(owner), new SessionId(in), new UploadId(upload), chunk);
    return events.embedChunk(
        owner,
        in,
        upload,
        chunk,
        text == null || random.nextInt(5) == 0 ? "text" : text,
        1,
        random.nextInt(3));
  }

  private static byte[] part(Random random) {
    byte[] bytes = new byte[random.nextInt(4)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static Event nextOfUsers(Random random, Events events, State state) {
    String user = "u" + random.nextInt(4);
    String session = "s" + random.nextInt(5);
    Long version = random.nextInt(4) == 0 ? (long) random.nextInt(4) + 1 : null;
    String message = "m" + random.nextInt(400);
    return switch (random.nextInt(26)) {
      case 24, 25 ->
          events.embedSession(
              user,
              session,
              random.nextInt(4) == 0 ? "New Chat Session" : titleOf(state, user, session),
              1,
              random.nextInt(3));
      case 22, 23 ->
          events.embed(
              user,
              session,
              message,
              random.nextInt(3) == 0 ? "edited again" : CONTENTS[random.nextInt(CONTENTS.length)],
              1,
              random.nextInt(3));
      case 0 -> random.nextBoolean() ? events.user(user) : events.user(user, "name");
      case 1 ->
          events.patchUser(
              user,
              random.nextBoolean()
                  ? "{\"name\":\"n" + random.nextInt(3) + "\"}"
                  : "{\"name\":null}",
              version);
      case 2 ->
          embeddedOrNot(
              random, events.session(user, session, random.nextBoolean() ? "web" : "irc"));
      case 3 -> events.patchSession(user, session, randomPatch(random), version);
      case 4 ->
          embeddedOrNot(
              random,
              events.putSession(
                  user,
                  session,
                  random.nextBoolean() ? "web" : "phone",
                  random.nextBoolean() ? null : "x" + random.nextInt(2),
                  random.nextInt(3) == 0 ? SessionStatus.ACTIVE : null,
                  version,
                  random.nextInt(4) > 0));
      case 5 -> events.tag(user, session, "t" + random.nextInt(3), random.nextBoolean());
      case 6 ->
          events.patchMessage(
              user,
              session,
              message,
              switch (random.nextInt(6)) {
                case 0 -> "{\"embedding\":[0.5,-0.1]}";
                case 1 -> "{\"embedding\":null}";
                case 2 -> "{\"content\":\"edited again\",\"embedding\":[1,-2.25]}";
                default -> "{\"content\":\"edited " + "é".repeat(random.nextInt(9)) + "\"}";
              },
              version);
      case 7, 8 -> events.deleteMessage(user, session, message, version);
      case 20, 21 -> restored(random, events, user, session, message);
      case 10 -> fork(random, events, user, session, message);
      case 9 ->
          switch (random.nextInt(12)) {
            case 0 -> events.deleteUser(user, true);
            case 1, 2 -> events.deleteUser(user, false);
            case 3, 4, 5 ->
                events.deleteSessionSeen(
                    user,
                    session,
                    version,
                    random.nextBoolean() ? seen(state, user, session) : new SeenMessages(0, null));
            default -> events.deleteSession(user, session, version);
          };
      default -> {
        Event said =
            events.message(
                user,
                session,
                message,
                Role.ofOrdinal(random.nextInt(4)),
                CONTENTS[random.nextInt(CONTENTS.length)],
                random.nextBoolean()
                    ? null
                    : 1_500_000_000_000_000L + random.nextInt(1_000_000) * 1_000L,
                random.nextInt(3) == 0 ? null : new CreateMissing("title", "irc", null));
        yield random.nextInt(3) == 0
            ? Events.withEmbedding(said, 1, random.nextInt(2) - 0.5f)
            : said;
      }
    };
  }

  /** The steps of a fork, in whatever order: a copy is for a session that is being forked. */
  private static Event fork(
      Random random, Events events, String user, String session, String message) {
    return switch (random.nextInt(3)) {
      case 0 ->
          events.fork(
              user,
              session,
              "other@" + random.nextInt(2),
              random.nextInt(3) == 0 ? null : "{\"at_seq\":" + random.nextInt(2) + "}");
      case 1 -> events.patchSession(user, session, "{\"status\":\"active\"}", null);
      default -> events.copy(user, session, message, Role.ofOrdinal(random.nextInt(4)), "copied");
    };
  }

  /** Things as they were, over things as they are. */
  private static Event restored(
      Random random, Events events, String user, String session, String message) {
    return switch (random.nextInt(8)) {
      case 0 -> events.restoredUser(user, "name", 1 + random.nextInt(3));
      case 1, 2 ->
          embeddedOrNot(
              random,
              events.restoredSession(
                  user,
                  session,
                  random.nextBoolean() ? "web" : "irc",
                  random.nextBoolean() ? SessionStatus.ACTIVE : SessionStatus.DELETED,
                  random.nextBoolean() ? null : 2L,
                  random.nextBoolean() ? null : (long) random.nextInt(60)));
      default ->
          events.restoredMessage(
              user,
              session,
              message,
              Role.ofOrdinal(random.nextInt(4)),
              CONTENTS[random.nextInt(CONTENTS.length)],
              random.nextInt(4) == 0 ? null : (long) random.nextInt(120),
              random.nextInt(3) == 0 ? new CreateMissing("title", "irc", null) : null);
    };
  }

  private static Event embeddedOrNot(Random random, Event event) {
    return random.nextInt(3) == 0
        ? Events.withSessionEmbedding(event, 1, random.nextInt(2) - 0.5f)
        : event;
  }

  private static SeenMessages seen(State state, String user, String session) {
    SessionRow row = state.session(new UserId(user), new SessionId(session));
    return row == null
        ? new SeenMessages(1, 1L)
        : new SeenMessages(row.session().messageCount(), row.session().lastMessageAtMicros());
  }

  private static String titleOf(State state, String user, String session) {
    SessionRow row = state.session(new UserId(user), new SessionId(session));
    return row == null ? "none" : row.session().title();
  }

  private static String randomPatch(Random random) {
    return switch (random.nextInt(7)) {
      case 5 -> "{\"embedding\":[0.25,-" + random.nextInt(2) + "]}";
      case 6 -> "{\"embedding\":null}";
      case 0 -> "{\"channel\":\"phone\"}";
      case 1 -> "{\"channel\":null,\"source\":\"import\"}";
      case 2 -> "{\"status\":\"deleted\"}";
      case 3 -> "{\"status\":\"active\"}";
      default -> "{\"title\":\"t" + random.nextInt(9) + "\",\"tags\":[\"a\",\"b\"]}";
    };
  }
}
