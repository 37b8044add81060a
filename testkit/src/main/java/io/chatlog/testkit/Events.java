package io.chatlog.testkit;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.Barrier;
import io.chatlog.event.Payload.ClaimEmail;
import io.chatlog.event.Payload.Copied;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreatePanel;
import io.chatlog.event.Payload.CreatePersona;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.DeleteDocument;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.EmbedChunk;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.EmbedSession;
import io.chatlog.event.Payload.ForkOf;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostDocument;
import io.chatlog.event.Payload.PostInsight;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.ReleaseEmail;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.RestoredUser;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.event.Payload.SeenMessages;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.event.Payload.VoidEmailClaim;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Builds events for tests; each is received one millisecond after the one before. Not thread-safe.
 */
public final class Events {
  private long nowMicros = 1_700_000_000_000_000L;

  /** An event that asks for something. */
  public Event of(String user, Payload payload) {
    nowMicros += 1_000;
    String id = new UUID(7L << 12, nowMicros).toString();
    return new Event(id, new UserId(user), null, nowMicros, null, payload);
  }

  /** Asks for a user of whom nothing is known. */
  public Event user(String user) {
    return of(user, CreateUser.bare());
  }

  /** Asks for a user with a name. */
  public Event user(String user, String name) {
    return of(user, new CreateUser(name, null, null, null, null, null, null, null));
  }

  /** Asks for a change of a user; {@code version} is that of {@code If-Match}, or null. */
  public Event patchUser(String user, String patch, @Nullable Long version) {
    return of(user, new PatchUser(patch, version, null, null));
  }

  /** Asks for a user with an address that a claim reserved, or with none that did. */
  public Event userWithEmail(String user, String email, @Nullable Long claim) {
    return of(user, new CreateUser(null, null, email, null, null, null, claim, null));
  }

  /** Asks for another address of a user. */
  public Event patchEmail(String user, String email, @Nullable Long claim) {
    return of(user, new PatchUser("{\"email\":\"" + email + "\"}", null, claim, null));
  }

  /** Asks for nothing, to be waited for. */
  public Event barrier() {
    return of(OwnerIds.ofBarrier(0).value(), new Barrier());
  }

  /** Asks that an address is reserved for a user. */
  public Event claimEmail(String email, String user, @Nullable Long replaces) {
    return of(EmailIds.of(email).value(), new ClaimEmail(new UserId(user), replaces));
  }

  /** Asks that a user never uses a claim of an address, or an older one. */
  public Event voidEmailClaim(String user, String email, long claim) {
    return of(user, new VoidEmailClaim(EmailIds.of(email), claim));
  }

  /** Asks that an address is free again. */
  public Event releaseEmail(String email, String user, long claim) {
    return of(EmailIds.of(email).value(), new ReleaseEmail(new UserId(user), claim));
  }

  /** Asks that a context is saved, of a session or of none. */
  public Event context(String user, String id, @Nullable String session, String summary) {
    return of(
        user,
        new SaveContext(
            new ContextId(id),
            session == null ? null : new SessionId(session),
            null,
            summary,
            List.of("a point", summary),
            null,
            0.5,
            new MessageSpan(1, 2, 2L, true),
            null,
            null));
  }

  /** Asks that a context goes. */
  public Event deleteContext(String user, String id) {
    return of(user, new DeleteContext(new ContextId(id)));
  }

  /** Asks for a session on a channel. */
  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  public Event session(String user, String session, String channel) {
    return of(
        user,
        new CreateSession(
            new SessionId(session), null, channel, null, null, null, List.of(), null, null, null));
  }

  /** Asks for a change of a session; {@code version} is that of {@code If-Match}, or null. */
  public Event patchSession(String user, String session, String patch, @Nullable Long version) {
    return of(user, new PatchSession(new SessionId(session), patch, version));
  }

  /** Asks that a user goes. */
  public Event deleteUser(String user, boolean force) {
    return of(user, new DeleteUser(force));
  }

  /** Asks for a session with an external id, or for its being so. */
  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  public Event putSession(
      String user,
      String session,
      String channel,
      @Nullable String externalId,
      @Nullable Long version) {
    return putSession(user, session, channel, externalId, null, version, true);
  }

  /** The same with a status, or without one as logs of old versions have it. */
  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  public Event putSession(
      String user,
      String session,
      String channel,
      @Nullable String externalId,
      @Nullable SessionStatus status,
      @Nullable Long version,
      boolean keepsDeleted) {
    CreateSession wanted =
        new CreateSession(
            new SessionId(session),
            null,
            channel,
            null,
            status,
            null,
            List.of("put"),
            null,
            externalId,
            null);
    return of(user, new PutSession(wanted, version, keepsDeleted));
  }

  /** Asks for a session that is to be filled with copies, as servers before version 6 did. */
  public Event fork(String user, String session, String copied) {
    return fork(user, session, copied, null);
  }

  /** Asks for a session that is to be filled with copies. */
  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  public Event fork(String user, String session, String copied, @Nullable String asked) {
    return of(
        user,
        new CreateSession(
            new SessionId(session),
            null,
            "web",
            null,
            null,
            null,
            List.of(),
            null,
            null,
            null,
            new ForkOf(copied, asked)));
  }

  /** Asks for a copy of a message in a session that is being forked. */
  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  public Event copy(String user, String session, String id, Role role, String content) {
    return of(
        user,
        new PostMessage(
            new SessionId(session),
            new MessageId(id),
            role,
            content,
            null,
            1_600_000_000_000_000L,
            null,
            null,
            null,
            new Copied(1_600_000_000_000_001L, null)));
  }

  /** Asks for a user as it was: a past of long ago. */
  public Event restoredUser(String user, String name, long version) {
    return of(
        user,
        new CreateUser(name, null, null, null, null, null, null, null)
            .restoring(
                new RestoredUser(1_600_000_000_000_002L, 1_600_000_000_000_003L, version, null)));
  }

  /** Asks for a session as it was. */
  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  public Event restoredSession(
      String user,
      String session,
      String channel,
      SessionStatus status,
      @Nullable Long version,
      @Nullable Long lastSeq) {
    return of(
        user,
        new CreateSession(
                new SessionId(session),
                null,
                channel,
                null,
                status,
                null,
                List.of(),
                null,
                null,
                null)
            .restoring(
                new RestoredSession(
                    1_600_000_000_000_004L, null, null, version, lastSeq, null, false)));
  }

  /** Asks for a message as it was. */
  public Event restoredMessage(
      String user,
      String session,
      String id,
      Role role,
      String content,
      @Nullable Long seq,
      @Nullable CreateMissing missing) {
    return of(
        user,
        new PostMessage(
                new SessionId(session),
                new MessageId(id),
                role,
                content,
                null,
                1_600_000_000_000_005L,
                null,
                null,
                missing)
            .restoring(
                new RestoredMessage(
                    1_600_000_000_000_006L, 1_600_000_000_000_007L, 3L, seq, null)));
  }

  /** The same event about something that is restored. */
  public static Event restoring(Event event, Past past) {
    Payload payload =
        switch (event.payload()) {
          case SaveContext p -> p.restoring(past);
          case PostDocument p -> p.restoring(past);
          case PutDocumentPart p ->
              new PutDocumentPart(
                  p.sessionId(),
                  p.uploadId(),
                  p.part(),
                  p.content(),
                  p.chunks(),
                  true,
                  p.firstChunk());
          case CreatePersona p -> p.restoring(past);
          case CreatePanel p -> p.restoring(past);
          case PostPanelMessage p -> p.restoring(past);
          case PostInsight p -> p.restoring(past);
          default -> throw new IllegalArgumentException("is not restored so: " + event.eventId());
        };
    return new Event(
        event.eventId(), event.owner(), null, event.receivedAtMicros(), event.actor(), payload);
  }

  /** Asks that a session has a tag, or has it not. */
  public Event tag(String user, String session, String tag, boolean present) {
    return of(user, new TagSession(new SessionId(session), tag, present));
  }

  /** Asks that a session goes; {@code version} is that of {@code If-Match}, or null. */
  public Event deleteSession(String user, String session, @Nullable Long version) {
    return of(user, new DeleteSession(new SessionId(session), version));
  }

  /** Asks that a session goes if its messages are still those that were seen. */
  public Event deleteSessionSeen(
      String user, String session, @Nullable Long version, SeenMessages seen) {
    return of(user, new DeleteSession(new SessionId(session), version, seen));
  }

  /** Asks for a change of a message; {@code version} is that of {@code If-Match}, or null. */
  public Event patchMessage(
      String user, String session, String id, String patch, @Nullable Long version) {
    return of(user, new PatchMessage(new SessionId(session), new MessageId(id), patch, version));
  }

  /** Asks that a message goes; {@code version} is that of {@code If-Match}, or null. */
  public Event deleteMessage(String user, String session, String id, @Nullable Long version) {
    return of(user, new DeleteMessage(new SessionId(session), new MessageId(id), version));
  }

  /** Puts a part of a document. */
  public Event documentPart(
      String user, String session, String upload, int part, byte[] content, List<String> chunks) {
    return of(
        user,
        new PutDocumentPart(new SessionId(session), new UploadId(upload), part, content, chunks));
  }

  /** The same, telling the number of the first piece of text. */
  public Event documentPart(
      String user,
      String session,
      String upload,
      int part,
      byte[] content,
      List<String> chunks,
      int firstChunk) {
    return of(
        user,
        new PutDocumentPart(
            new SessionId(session),
            new UploadId(upload),
            part,
            content,
            chunks,
            false,
            firstChunk));
  }

  /** Asks that a piece of a document has the vector that a model made of a text. */
  public Event embedChunk(
      String user, String session, String upload, int chunk, String text, float... embedding) {
    return of(
        user,
        new EmbedChunk(
            new SessionId(session),
            new UploadId(upload),
            chunk,
            EmbedMessage.hash(text),
            Objects.requireNonNull(Embedding.of(embedding))));
  }

  /** Asks for a document of the parts that were put. */
  public Event document(
      String user,
      String session,
      String id,
      String upload,
      String sha256,
      long size,
      int parts,
      int chunks) {
    return of(
        user,
        new PostDocument(
            new SessionId(session),
            new DocumentId(id),
            new UploadId(upload),
            id + ".txt",
            null,
            "text/plain",
            size,
            sha256,
            null,
            null,
            parts,
            chunks,
            null));
  }

  /** Asks that a document goes; {@code version} is that of {@code If-Match}, or null. */
  public Event deleteDocument(String user, String session, String id, @Nullable Long version) {
    return of(user, new DeleteDocument(new SessionId(session), new DocumentId(id), version));
  }

  /** Lets time pass before the next event. */
  public void pass(long micros) {
    nowMicros += micros;
  }

  /** Asks for a message in a session that must be there. */
  public Event message(String user, String session, String id, Role role, String content) {
    return message(user, session, id, role, content, null, null);
  }

  /** Asks for a message; {@code missing} says how an absent session begins, or null. */
  public Event message(
      String user,
      String session,
      String id,
      Role role,
      String content,
      @Nullable Long timestampMicros,
      @Nullable CreateMissing missing) {
    return of(
        user,
        new PostMessage(
            new SessionId(session),
            new MessageId(id),
            role,
            content,
            null,
            timestampMicros,
            null,
            null,
            missing));
  }

  /** Asks that a message has the vector that a model made of a content. */
  public Event embed(String user, String session, String id, String content, float... embedding) {
    return of(
        user,
        new EmbedMessage(
            new SessionId(session),
            new MessageId(id),
            EmbedMessage.hash(content),
            Objects.requireNonNull(Embedding.of(embedding))));
  }

  /** Asks that a session has the vector that a model made of its summary or title. */
  public Event embedSession(String user, String session, String text, float... embedding) {
    return of(
        user,
        new EmbedSession(
            new SessionId(session),
            EmbedMessage.hash(text),
            Objects.requireNonNull(Embedding.of(embedding))));
  }

  /** The same session with a vector. */
  public static Event withSessionEmbedding(Event event, float... embedding) {
    return switch (event.payload()) {
      case PutSession put ->
          event.with(
              new PutSession(
                  with(put.session(), embedding), put.expectedVersion(), put.keepsDeleted()));
      case CreateSession create -> event.with(with(create, embedding));
      default -> throw new IllegalArgumentException("of no session: " + event);
    };
  }

  private static CreateSession with(CreateSession session, float... embedding) {
    return new CreateSession(
        session.sessionId(),
        session.title(),
        session.channel(),
        session.source(),
        session.status(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        embedding,
        session.forkOf(),
        session.restored());
  }

  /** The same message with a vector. */
  public static Event withEmbedding(Event event, float... embedding) {
    PostMessage post = (PostMessage) event.payload();
    return event.with(
        new PostMessage(
            post.sessionId(),
            post.messageId(),
            post.role(),
            post.content(),
            post.authorId(),
            post.timestampMicros(),
            post.metadataJson(),
            embedding,
            post.createMissing(),
            post.copied(),
            post.restored()));
  }
}
