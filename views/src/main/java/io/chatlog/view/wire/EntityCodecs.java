package io.chatlog.view.wire;

import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;

/** Users, sessions and messages: rows of the store, and items of pages. */
public final class EntityCodecs {
  private static final int ROLES = Role.count();
  private static final int STATUSES = SessionStatus.values().length;

  /** Ids of users. */
  public static final Codec<UserId> USER_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new UserId(in.readString()));

  /** Ids of sessions. */
  public static final Codec<SessionId> SESSION_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new SessionId(in.readString()));

  /** Ids of messages. */
  public static final Codec<MessageId> MESSAGE_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new MessageId(in.readString()));

  /** Ids of documents. */
  public static final Codec<DocumentId> DOCUMENT_ID =
      Codec.of((id, out) -> out.writeString(id.value()), in -> new DocumentId(in.readString()));

  /** Roles, by their numbers. */
  public static final Codec<Role> ROLE =
      Codec.of(
          (role, out) -> out.writeByte(role.ordinal()), in -> Role.ofOrdinal(ordinal(in, ROLES)));

  /** Statuses, by their numbers. */
  public static final Codec<SessionStatus> STATUS =
      Codec.of(
          (status, out) -> out.writeByte(status.ordinal()),
          in -> SessionStatus.ofOrdinal(ordinal(in, STATUSES)));

  /** Texts. */
  public static final Codec<String> TEXT =
      Codec.of((text, out) -> out.writeString(text), In::readString);

  /** Users. */
  public static final Codec<User> USER = Codec.of(EntityCodecs::write, EntityCodecs::user);

  /** Sessions. */
  public static final Codec<Session> SESSION = Codec.of(EntityCodecs::write, EntityCodecs::session);

  /** Messages. */
  public static final Codec<Message> MESSAGE = Codec.of(EntityCodecs::write, EntityCodecs::message);

  private EntityCodecs() {}

  private static int ordinal(In in, int count) {
    int ordinal = in.readByte();
    if (ordinal < 0 || ordinal >= count) {
      throw new BrokenWire("no constant has the number " + ordinal);
    }
    return ordinal;
  }

  private static void write(User user, Out out) {
    out.writeString(user.id().value())
        .writeNullableString(user.name())
        .writeNullableString(user.username())
        .writeNullableString(user.email())
        .writeNullableString(user.role())
        .writeString(user.preferencesJson())
        .writeString(user.metadataJson())
        .writeLong(user.createdAtMicros())
        .writeLong(user.updatedAtMicros())
        .writeLong(user.version());
  }

  private static User user(In in) {
    return new User(
        USER_ID.read(in),
        in.readNullableString(),
        in.readNullableString(),
        in.readNullableString(),
        in.readNullableString(),
        in.readString(),
        in.readString(),
        in.readLong(),
        in.readLong(),
        in.readLong());
  }

  private static void write(Session session, Out out) {
    out.writeString(session.id().value())
        .writeString(session.owner().value())
        .writeString(session.title())
        .writeString(session.channel())
        .writeNullableString(session.source());
    STATUS.write(session.status(), out);
    out.writeNullableString(session.summary())
        .writeList(session.tags(), TEXT)
        .writeString(session.metadataJson())
        .writeNullableString(session.externalId())
        .writeLong(session.createdAtMicros())
        .writeLong(session.updatedAtMicros())
        .writeNullableLong(session.lastMessageAtMicros())
        .writeNullableLong(session.deletedAtMicros())
        .writeLong(session.messageCount())
        .writeLong(session.version());
  }

  private static Session session(In in) {
    return new Session(
        SESSION_ID.read(in),
        USER_ID.read(in),
        in.readString(),
        in.readString(),
        in.readNullableString(),
        STATUS.read(in),
        in.readNullableString(),
        in.readList(TEXT),
        in.readString(),
        in.readNullableString(),
        in.readLong(),
        in.readLong(),
        in.readNullableLong(),
        in.readNullableLong(),
        in.readLong(),
        in.readLong());
  }

  private static void write(Message message, Out out) {
    out.writeString(message.id().value())
        .writeString(message.session().value())
        .writeString(message.owner().value())
        .writeLong(message.seq());
    ROLE.write(message.role(), out);
    out.writeString(message.content())
        .writeNullableString(message.authorId())
        .writeLong(message.timestampMicros())
        .writeLong(message.receivedAtMicros())
        .writeNullableLong(message.editedAtMicros())
        .writeString(message.metadataJson())
        .writeLong(message.version());
  }

  private static Message message(In in) {
    return new Message(
        MESSAGE_ID.read(in),
        SESSION_ID.read(in),
        USER_ID.read(in),
        in.readLong(),
        ROLE.read(in),
        in.readString(),
        in.readNullableString(),
        in.readLong(),
        in.readLong(),
        in.readNullableLong(),
        in.readString(),
        in.readLong());
  }
}
