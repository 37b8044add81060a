package io.chatlog.keeper.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.backup.Line;
import io.chatlog.value.MessageId;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines as JSON. Times are microseconds since 1970, so that nothing is lost. */
final class LineJson {
  private static final FieldNames NAMES =
      FieldNames.of(
          "type",
          "user_id",
          "session_id",
          "message_id",
          "name",
          "username",
          "email",
          "role",
          "preferences",
          "metadata",
          "created_at_us",
          "updated_at_us",
          "deleted_at_us",
          "received_at_us",
          "edited_at_us",
          "timestamp_us",
          "version",
          "fingerprint",
          "password_hash",
          "title",
          "channel",
          "source",
          "status",
          "summary",
          "tags",
          "external_id",
          "last_seq",
          "embedded",
          "seq",
          "content",
          "author_id");

  private static final int TAGS_MAX = 100_000;

  private LineJson() {}

  static void write(Line line, JsonWriter json) throws IOException {
    json.startObject().field("type", line.kind().lineName());
    switch (line) {
      case Line.OfUser(KeptUser kept) -> write(kept, json);
      case Line.OfSession(KeptSession kept) -> write(kept, json);
      case Line.OfMessage(KeptMessage kept) -> write(kept, json);
    }
    json.endObject().newLine();
  }

  private static void write(KeptUser kept, JsonWriter json) throws IOException {
    User user = kept.user();
    PasswordHash hash = kept.passwordHash();
    json.field("user_id", user.id().value());
    text("name", user.name(), json);
    text("username", user.username(), json);
    text("email", user.email(), json);
    text("role", user.role(), json);
    json.rawField("preferences", user.preferencesJson())
        .rawField("metadata", user.metadataJson())
        .field("created_at_us", user.createdAtMicros())
        .field("updated_at_us", user.updatedAtMicros())
        .field("version", user.version())
        .field("fingerprint", kept.fingerprint());
    text("password_hash", hash == null ? null : hash.phc(), json);
  }

  private static void write(KeptSession kept, JsonWriter json) throws IOException {
    Session session = kept.session();
    json.field("session_id", session.id().value())
        .field("user_id", session.owner().value())
        .field("title", session.title())
        .field("channel", session.channel());
    text("source", session.source(), json);
    json.field("status", session.status().wireName());
    text("summary", session.summary(), json);
    json.field("tags", session.tags()).rawField("metadata", session.metadataJson());
    text("external_id", session.externalId(), json);
    json.field("created_at_us", session.createdAtMicros())
        .field("updated_at_us", session.updatedAtMicros());
    number("deleted_at_us", session.deletedAtMicros(), json);
    json.field("version", session.version())
        .field("last_seq", kept.lastSeq())
        .field("fingerprint", kept.fingerprint());
    if (kept.embedded()) {
      json.field("embedded", true);
    }
  }

  private static void write(KeptMessage kept, JsonWriter json) throws IOException {
    Message message = kept.message();
    json.field("message_id", message.id().value())
        .field("session_id", message.session().value())
        .field("user_id", message.owner().value())
        .field("seq", message.seq())
        .field("role", message.role().wireName())
        .field("content", message.content());
    text("author_id", message.authorId(), json);
    json.field("timestamp_us", message.timestampMicros())
        .field("received_at_us", message.receivedAtMicros());
    number("edited_at_us", message.editedAtMicros(), json);
    json.rawField("metadata", message.metadataJson())
        .field("version", message.version())
        .field("fingerprint", kept.fingerprint());
  }

  private static void text(String name, @Nullable String text, JsonWriter json) throws IOException {
    if (text != null) {
      json.field(name, text);
    }
  }

  private static void number(String name, @Nullable Long number, JsonWriter json)
      throws IOException {
    if (number != null) {
      json.field(name, number.longValue());
    }
  }

  /** Reads whole lines. */
  static List<Line> read(byte[] lines) {
    List<Line> read = new ArrayList<>();
    ItemReader items = ItemReader.lines(Body.of(lines), NAMES, Integer.MAX_VALUE);
    while (items.next()) {
      Line line = null;
      try {
        line = items.fields().faults().isEmpty() ? line(items.fields()) : null;
      } catch (IllegalArgumentException illegal) {
        throw broken(String.valueOf(illegal.getMessage()));
      }
      if (line == null || !items.fields().faults().isEmpty()) {
        throw broken(items.fields().faults().list().toString());
      }
      read.add(line);
    }
    return read;
  }

  private static ProblemException broken(String detail) {
    return new ProblemException(ErrorCode.BACKUP_BROKEN, "a line cannot be read: " + detail);
  }

  private static Line line(Fields fields) {
    return switch (text("type", fields)) {
      case "user" -> new Line.OfUser(user(fields));
      case "session" -> new Line.OfSession(session(fields));
      case "message" -> new Line.OfMessage(message(fields));
      default -> throw new IllegalArgumentException("its type is not known");
    };
  }

  private static KeptUser user(Fields fields) {
    String hash = fields.text("password_hash");
    return new KeptUser(
        new User(
            new UserId(text("user_id", fields)),
            fields.text("name"),
            fields.text("username"),
            fields.text("email"),
            fields.text("role"),
            object("preferences", fields),
            object("metadata", fields),
            number("created_at_us", fields),
            number("updated_at_us", fields),
            number("version", fields)),
        hash == null ? null : new PasswordHash(hash),
        number("fingerprint", fields));
  }

  private static KeptSession session(Fields fields) {
    String status = text("status", fields);
    return new KeptSession(
        new Session(
            new SessionId(text("session_id", fields)),
            new UserId(text("user_id", fields)),
            text("title", fields),
            text("channel", fields),
            fields.text("source"),
            SessionStatus.parse(status)
                .orElseThrow(() -> new IllegalArgumentException("its status is not known")),
            fields.text("summary"),
            fields.strings("tags", TAGS_MAX, 0, Integer.MAX_VALUE),
            object("metadata", fields),
            fields.text("external_id"),
            number("created_at_us", fields),
            number("updated_at_us", fields),
            null,
            numberOrNull("deleted_at_us", fields),
            0,
            number("version", fields)),
        number("last_seq", fields),
        number("fingerprint", fields),
        Boolean.TRUE.equals(fields.bool("embedded")));
  }

  private static KeptMessage message(Fields fields) {
    String role = text("role", fields);
    return new KeptMessage(
        new Message(
            new MessageId(text("message_id", fields)),
            new SessionId(text("session_id", fields)),
            new UserId(text("user_id", fields)),
            number("seq", fields),
            Role.parse(role)
                .orElseThrow(() -> new IllegalArgumentException("its role is not known")),
            text("content", fields),
            fields.text("author_id"),
            number("timestamp_us", fields),
            number("received_at_us", fields),
            numberOrNull("edited_at_us", fields),
            object("metadata", fields),
            number("version", fields)),
        number("fingerprint", fields));
  }

  private static String text(String name, Fields fields) {
    String text = fields.require(name) ? fields.text(name) : null;
    if (text == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return text;
  }

  private static String object(String name, Fields fields) {
    String json = fields.object(name);
    if (json == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return json;
  }

  private static @Nullable Long numberOrNull(String name, Fields fields) {
    return fields.integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  private static long number(String name, Fields fields) {
    Long number = numberOrNull(name, fields);
    if (number == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return number;
  }
}
