package io.chatlog.keeper.http;

import static io.chatlog.keeper.http.LineFields.id;
import static io.chatlog.keeper.http.LineFields.number;
import static io.chatlog.keeper.http.LineFields.object;
import static io.chatlog.keeper.http.LineFields.text;
import static io.chatlog.keeper.http.LineFields.texts;

import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.keeper.backup.Line;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Kept;
import io.chatlog.view.SavedContext;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Lines of documents and contexts as JSON. */
final class DocumentLineJson {
  private static final FieldNames RANGE_NAMES =
      FieldNames.of("from_seq", "to_seq", "message_count", "complete");

  private static final byte[] NOTHING = {};

  private DocumentLineJson() {}

  static void write(Line.OfDocumentPart part, JsonWriter json) throws IOException {
    json.field("document_id", part.document().value())
        .field("session_id", part.session().value())
        .field("user_id", part.user().value())
        .field("part", part.part());
    if (part.content().length > 0) {
      json.field("content_base64", Base64.getEncoder().encodeToString(part.content()));
    }
    if (!part.pieces().isEmpty()) {
      json.field("pieces", part.pieces());
    }
  }

  static Line part(Fields fields) {
    String content = fields.text("content_base64");
    return new Line.OfDocumentPart(
        new UserId(text("user_id", fields)),
        new SessionId(text("session_id", fields)),
        new DocumentId(text("document_id", fields)),
        (int) number("part", fields),
        content == null ? NOTHING : Base64.getDecoder().decode(content),
        texts("pieces", fields));
  }

  static void write(Line.OfDocument line, JsonWriter json) throws IOException {
    Document document = line.kept().value();
    json.field("document_id", document.id().value())
        .field("session_id", document.session().value())
        .field("user_id", document.owner().value())
        .field("filename", document.filename());
    text("original_name", document.originalName(), json);
    json.field("mime_type", document.mimeType())
        .field("size", document.size())
        .field("sha256", document.sha256());
    text("uploaded_by", document.uploadedBy(), json);
    json.field("created_at_us", document.uploadedAtMicros())
        .field("parts", line.parts())
        .field("piece_count", document.chunkCount());
    text("processing_error", document.processingError(), json);
    json.rawField("metadata", document.metadataJson())
        .field("version", document.version())
        .field("fingerprint", line.kept().fingerprint());
  }

  static Line document(Fields fields) {
    return new Line.OfDocument(
        new Kept<>(
            new Document(
                new DocumentId(text("document_id", fields)),
                new SessionId(text("session_id", fields)),
                new UserId(text("user_id", fields)),
                text("filename", fields),
                fields.text("original_name"),
                text("mime_type", fields),
                number("size", fields),
                text("sha256", fields),
                fields.text("uploaded_by"),
                number("created_at_us", fields),
                number("piece_count", fields),
                fields.text("processing_error"),
                object("metadata", fields),
                number("version", fields)),
            number("fingerprint", fields)),
        (int) number("parts", fields));
  }

  static void write(Kept<SavedContext> kept, JsonWriter json) throws IOException {
    SavedContext context = kept.value();
    SessionId session = context.session();
    Double confidence = context.confidence();
    MessageSpan range = context.range();
    json.field("context_id", context.id().value()).field("user_id", context.owner().value());
    text("session_id", session == null ? null : session.value(), json);
    text("title", context.title(), json);
    json.field("summary", context.summary())
        .field("key_points", context.keyPoints())
        .rawField("entities", context.entitiesJson());
    if (confidence != null) {
      json.field("confidence", confidence.doubleValue());
    }
    if (range != null) {
      json.objectField("message_range")
          .field("from_seq", range.fromSeq())
          .field("to_seq", range.toSeq());
      number("message_count", range.messageCount(), json);
      if (range.complete() != null) {
        json.field("complete", range.complete().booleanValue());
      }
      json.endObject();
    }
    json.rawField("metadata", context.metadataJson())
        .field("created_at_us", context.createdAtMicros())
        .field("fingerprint", kept.fingerprint());
  }

  static Line context(Fields fields) {
    return new Line.OfContext(
        new Kept<>(
            new SavedContext(
                new ContextId(text("context_id", fields)),
                new UserId(text("user_id", fields)),
                id("session_id", fields, SessionId::new),
                fields.text("title"),
                text("summary", fields),
                texts("key_points", fields),
                object("entities", fields),
                fields.decimal("confidence", -Double.MAX_VALUE, Double.MAX_VALUE),
                range(fields),
                object("metadata", fields),
                number("created_at_us", fields)),
            number("fingerprint", fields)));
  }

  private static @Nullable MessageSpan range(Fields fields) {
    String json = fields.object("message_range");
    if (json == null) {
      return null;
    }
    Fields range = StrictJson.object(Body.of(json), RANGE_NAMES);
    MessageSpan span =
        new MessageSpan(
            number("from_seq", range),
            number("to_seq", range),
            LineFields.numberOrNull("message_count", range),
            range.bool("complete"));
    range.faults().throwIfAny();
    return span;
  }
}
