package io.chatlog.keeper.http;

import static io.chatlog.keeper.http.LineFields.number;
import static io.chatlog.keeper.http.LineFields.numberOrNull;
import static io.chatlog.keeper.http.LineFields.object;
import static io.chatlog.keeper.http.LineFields.text;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.ItemReader;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.backup.Line;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Insight;
import io.chatlog.view.Kept;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptPanel;
import io.chatlog.view.KeptSession;
import io.chatlog.view.KeptUser;
import io.chatlog.view.Message;
import io.chatlog.view.PanelMessage;
import io.chatlog.view.Persona;
import io.chatlog.view.SavedContext;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
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
          "author_id",
          "document_id",
          "part",
          "parts",
          "content_base64",
          "pieces",
          "filename",
          "original_name",
          "mime_type",
          "size",
          "sha256",
          "uploaded_by",
          "piece_count",
          "processing_error",
          "context_id",
          "key_points",
          "entities",
          "confidence",
          "message_range",
          "persona_id",
          "description",
          "traits",
          "expertise",
          "communication_style",
          "owner_id",
          "panel_id",
          "personas",
          "config",
          "insights",
          "response_to",
          "insight_id",
          "subtype",
          "supporting_messages",
          "embedding_base64");

  private static final int TAGS_MAX = 100_000;

  /** The {@code type} of a line that is a part of a document. */
  private static final String PART = "document_part";

  private LineJson() {}

  static void write(Line line, JsonWriter json) throws IOException {
    json.startObject().field("type", line.counts() ? line.kind().lineName() : PART);
    switch (line) {
      case Line.OfUser(KeptUser kept) -> write(kept, json);
      case Line.OfSession(KeptSession kept) -> write(kept, json);
      case Line.OfMessage(KeptMessage kept) -> write(kept, json);
      case Line.OfDocumentPart part -> DocumentLineJson.write(part, json);
      case Line.OfDocument document -> DocumentLineJson.write(document, json);
      case Line.OfContext(Kept<SavedContext> kept) -> DocumentLineJson.write(kept, json);
      case Line.OfPersona(Kept<Persona> kept) -> PanelLineJson.persona(kept, json);
      case Line.OfPanel(KeptPanel kept) -> PanelLineJson.panel(kept, json);
      case Line.OfPanelMessage(Kept<PanelMessage> kept) -> PanelLineJson.message(kept, json);
      case Line.OfInsight(Kept<Insight> kept) -> PanelLineJson.insight(kept, json);
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
    embedding(kept.embedding(), json);
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
    embedding(kept.embedding(), json);
  }

  private static void embedding(@Nullable Embedding embedding, JsonWriter json) throws IOException {
    if (embedding != null) {
      json.field("embedding_base64", Base64.getEncoder().encodeToString(embedding.toBytes()));
    }
  }

  private static @Nullable Embedding embedding(Fields fields) {
    String embedding = fields.text("embedding_base64");
    return embedding == null ? null : Embedding.ofBytes(Base64.getDecoder().decode(embedding));
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
      } catch (ProblemException inside) { // an object in the line
        throw broken(inside.problem().detail());
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
      case PART -> DocumentLineJson.part(fields);
      case "document" -> DocumentLineJson.document(fields);
      case "context" -> DocumentLineJson.context(fields);
      case "persona" -> PanelLineJson.persona(fields);
      case "panel" -> PanelLineJson.panel(fields);
      case "panel_message" -> PanelLineJson.message(fields);
      case "insight" -> PanelLineJson.insight(fields);
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
        Boolean.TRUE.equals(fields.bool("embedded")),
        embedding(fields));
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
        number("fingerprint", fields),
        embedding(fields));
  }
}
