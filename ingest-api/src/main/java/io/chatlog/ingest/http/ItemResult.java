package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.value.Position;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a batch says of one of its items.
 *
 * @param id the id of what the item is about; null when it has none that could be read
 * @param status the status that the item would have had as a write of its own
 * @param code why it failed; null when it succeeded
 * @param position where it stands in the log; null when it was not acknowledged
 * @param seq the message's seq; 0 while it is not known, and for other writes
 * @param duplicate whether an earlier write had done it
 */
record ItemResult(
    @Nullable String id,
    int status,
    @Nullable ErrorCode code,
    @Nullable String errorMessage,
    @Nullable Position position,
    long seq,
    boolean duplicate) {

  private static final int CREATED = 201;
  private static final int ACCEPTED = 202;

  static ItemResult applied(String id, Position position, long seq, boolean duplicate) {
    return new ItemResult(id, CREATED, null, null, position, seq, duplicate);
  }

  /** Acknowledged, and not decided as far as anybody waited. */
  static ItemResult accepted(String id, Position position) {
    return new ItemResult(id, ACCEPTED, null, null, position, 0, false);
  }

  static ItemResult failed(
      @Nullable String id, ErrorCode code, String detail, @Nullable Position position) {
    return new ItemResult(id, code.status(), code, detail, position, 0, false);
  }

  boolean success() {
    return code == null;
  }

  boolean isDecided() {
    return status != ACCEPTED;
  }

  void writeTo(JsonWriter json, int index) throws IOException {
    json.startObject()
        .field("index", index)
        .field("id", id)
        .field("success", success())
        .field("status", status)
        .field("code", code == null ? null : code.wireName())
        .field("error_message", errorMessage)
        .field("retryable", code != null && code.retryable())
        .field("position", position == null ? null : position.toString());
    if (seq > 0) {
      json.field("seq", seq);
    } else {
      json.nullField("seq");
    }
    if (duplicate) {
      json.field("duplicate", true);
    }
    json.endObject();
  }
}
