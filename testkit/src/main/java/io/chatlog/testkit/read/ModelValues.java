package io.chatlog.testkit.read;

import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Users, sessions and messages with as little to say about them as a test needs. */
public final class ModelValues {
  /** 2026-01-01T00:00:00Z in microseconds. */
  public static final long EPOCH_MICROS =
      Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() * 1_000;

  private ModelValues() {}

  /** A user without fields. */
  public static User user(String id) {
    return new User(
        new UserId(id), null, null, null, null, "{}", "{}", EPOCH_MICROS, EPOCH_MICROS, 1);
  }

  /** An active session on the web without messages. */
  public static Session session(String user, String id, long createdAtMicros) {
    return new Session(
        new SessionId(id),
        new UserId(user),
        "title of " + id,
        "web",
        null,
        SessionStatus.ACTIVE,
        null,
        List.of(),
        "{}",
        null,
        createdAtMicros,
        createdAtMicros,
        null,
        null,
        0,
        1);
  }

  /** A session with other fields than {@link #session}. */
  public static Session session(
      Session base, SessionStatus status, String channel, String source, Set<String> tags) {
    return new Session(
        base.id(),
        base.owner(),
        base.title(),
        channel,
        source,
        status,
        base.summary(),
        tags.stream().sorted().toList(),
        base.metadataJson(),
        base.externalId(),
        base.createdAtMicros(),
        base.updatedAtMicros(),
        base.lastMessageAtMicros(),
        status == SessionStatus.DELETED ? (Long) base.updatedAtMicros() : null,
        base.messageCount(),
        base.version() + 1);
  }

  /** A message; its seq is given by the model. */
  public static Message message(
      String user, String session, String id, Role role, String content, long timestampMicros) {
    return new Message(
        new MessageId(id),
        new SessionId(session),
        new UserId(user),
        0,
        role,
        content,
        null,
        timestampMicros,
        timestampMicros,
        null,
        "{}",
        1);
  }

  static Message withSeq(Message message, long seq) {
    return new Message(
        message.id(),
        message.session(),
        message.owner(),
        seq,
        message.role(),
        message.content(),
        message.authorId(),
        message.timestampMicros(),
        message.receivedAtMicros(),
        message.editedAtMicros(),
        message.metadataJson(),
        message.version());
  }

  static Session after(Session session, Message message) {
    Long last = session.lastMessageAtMicros();
    return new Session(
        session.id(),
        session.owner(),
        session.title(),
        session.channel(),
        session.source(),
        session.status(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        session.createdAtMicros(),
        session.updatedAtMicros(),
        last == null ? message.timestampMicros() : Math.max(last, message.timestampMicros()),
        session.deletedAtMicros(),
        session.messageCount() + 1,
        session.version());
  }
}
