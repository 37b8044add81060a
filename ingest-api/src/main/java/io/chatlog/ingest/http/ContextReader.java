package io.chatlog.ingest.http;

import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.ingest.accept.ContextFields;
import io.chatlog.value.MessageSpan;
import org.jspecify.annotations.Nullable;

/** A JSON object to the fields of a context. */
final class ContextReader {
  static final FieldNames NAMES =
      FieldNames.of(
          "context_id",
          "session_id",
          "title",
          "summary",
          "key_points",
          "entities",
          "confidence",
          "message_range",
          "metadata");

  private static final FieldNames RANGE =
      FieldNames.of("from_seq", "to_seq", "message_count", "complete");
  private static final long SEQ_MAX = Long.MAX_VALUE - 1;

  private ContextReader() {}

  static ContextFields read(Fields json) {
    return new ContextFields(
        json.text("context_id"),
        json.text("session_id"),
        json.text("title"),
        json.text("summary"),
        json.strings(
            "key_points", ContextFields.KEY_POINTS_MAX, 1, ContextFields.KEY_POINT_CHARS_MAX),
        json.object("entities"),
        json.decimal("confidence", 0, 1),
        range(json),
        json.object("metadata"));
  }

  private static @Nullable MessageSpan range(Fields json) {
    String text = json.object("message_range");
    if (text == null) {
      return null;
    }
    Fields fields = StrictJson.object(Body.of(text), RANGE);
    fields.require("from_seq");
    fields.require("to_seq");
    Long from = fields.integer("from_seq", 1, SEQ_MAX);
    Long to = fields.integer("to_seq", 1, SEQ_MAX);
    Long count = fields.integer("message_count", 0, SEQ_MAX);
    Boolean complete = fields.bool("complete");
    for (FieldFault fault : fields.faults().list()) {
      json.faults().add("/message_range" + fault.pointer(), fault.code(), fault.detail());
    }
    return from == null || to == null ? null : new MessageSpan(from, to, count, complete);
  }
}
