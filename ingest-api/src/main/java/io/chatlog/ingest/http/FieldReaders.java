package io.chatlog.ingest.http;

import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.problem.Faults;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.ingest.accept.Fault;
import io.chatlog.ingest.accept.ForkFields;
import io.chatlog.ingest.accept.MessageFields;
import io.chatlog.ingest.accept.SessionFields;
import io.chatlog.ingest.accept.UserFields;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.value.PlainPassword;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects to the fields of writes. JSON types are checked here, with a fault for each that is
 * wrong; everything else is checked when the fields are accepted.
 *
 * <p>Allocates the record of fields; its texts are those that the parser made.
 */
final class FieldReaders {
  /** Of a message whose path names the session. */
  static final FieldNames MESSAGE =
      FieldNames.of(
          "message_id", "role", "content", "author_id", "timestamp", "metadata", "embedding");

  /** Of a message that names its session itself. */
  static final FieldNames MESSAGE_ANYWHERE =
      MESSAGE.and("user_id", "session_id", "session_title", "channel", "source");

  /** Of a session. */
  static final FieldNames SESSION =
      FieldNames.of(
          "session_id",
          "title",
          "channel",
          "source",
          "status",
          "summary",
          "tags",
          "metadata",
          "external_id",
          "embedding");

  /** Of a session that names its user itself. */
  static final FieldNames SESSION_ANYWHERE = SESSION.and("user_id");

  /** Of a document. */
  static final FieldNames DOCUMENT =
      FieldNames.of(
          "document_id",
          "filename",
          "original_name",
          "mime_type",
          "content",
          "content_base64",
          "uploaded_by",
          "metadata");

  /** Of a fork. */
  static final FieldNames FORK = FieldNames.of("at_seq", "message_id", "session_id", "title");

  /** Of a user, and whatever else a profile has. */
  static final FieldNames USER =
      FieldNames.open(
          "user_id", "name", "username", "email", "role", "preferences", "metadata", "password");

  private final WriteLimits limits;

  FieldReaders(WriteLimits limits) {
    this.limits = limits;
  }

  MessageFields message(Fields json) {
    return MessageFields.inSession(
        json.text("message_id"),
        json.text("role"),
        json.text("content"),
        json.text("author_id"),
        json.instantMicros("timestamp"),
        json.object("metadata"),
        json.floats("embedding", limits.embeddingDimensionsMax()));
  }

  MessageFields messageAnywhere(Fields json) {
    return new MessageFields(
        json.text("user_id"),
        json.text("session_id"),
        json.text("session_title"),
        json.text("channel"),
        json.text("source"),
        json.text("message_id"),
        json.text("role"),
        json.text("content"),
        json.text("author_id"),
        json.instantMicros("timestamp"),
        json.object("metadata"),
        json.floats("embedding", limits.embeddingDimensionsMax()));
  }

  SessionFields session(Fields json) {
    return new SessionFields(
        json.text("session_id"),
        json.text("title"),
        json.text("channel"),
        json.text("source"),
        json.text("status"),
        json.text("summary"),
        json.strings("tags", limits.tagsMax(), 0, limits.labelCharsMax()),
        json.object("metadata"),
        json.text("external_id"),
        json.floats("embedding", limits.embeddingDimensionsMax()));
  }

  ForkFields fork(Fields json) {
    return new ForkFields(
        json.integer("at_seq", 1, Long.MAX_VALUE),
        json.text("message_id"),
        json.text("session_id"),
        json.text("title"));
  }

  UserFields user(Fields json) {
    return new UserFields(
        json.text("user_id"),
        json.text("name"),
        json.text("username"),
        json.text("email"),
        json.text("role"),
        json.object("preferences"),
        json.unknownAsJson("metadata"),
        password(json.text("password")));
  }

  private static @Nullable PlainPassword password(@Nullable String text) {
    return text == null ? null : new PlainPassword(text);
  }

  /**
   * Adds what accepting found to what reading found. A field that reading could not read looks
   * absent to accepting: of one field only the first fault counts.
   */
  static void merge(List<Fault> found, Faults faults) {
    Set<String> known = new HashSet<>();
    for (FieldFault fault : faults.list()) {
      known.add(fault.pointer());
    }
    for (Fault fault : found) {
      if (!known.contains(fault.pointer())) {
        faults.add(fault.pointer(), fault.code(), fault.detail());
      }
    }
  }
}
