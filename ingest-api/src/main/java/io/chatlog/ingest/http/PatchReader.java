package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonQuote;
import io.chatlog.ingest.accept.PatchFields;
import io.chatlog.ingest.accept.PatchFields.Member;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.ingest.accept.WriteLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON Merge Patches (RFC 7396) to the members that they name. */
final class PatchReader {
  /** The fields of a user that a patch may name, and whatever else a profile has. */
  static final FieldNames USER =
      FieldNames.open(
          "name",
          "username",
          "email",
          "role",
          "preferences",
          "metadata",
          "user_id",
          "password",
          "created_at",
          "updated_at",
          "version");

  /** The fields of a session that a patch may name. */
  static final FieldNames SESSION =
      FieldNames.of(
          "title",
          "channel",
          "source",
          "status",
          "summary",
          "external_id",
          "tags",
          "metadata",
          "embedding",
          "session_id",
          "user_id",
          "created_at",
          "updated_at",
          "last_message_at",
          "deleted_at",
          "message_count",
          "version");

  /** The fields of a message that a patch may name. */
  static final FieldNames MESSAGE =
      FieldNames.of(
          "content",
          "author_id",
          "metadata",
          "embedding",
          "message_id",
          "session_id",
          "user_id",
          "role",
          "timestamp",
          "seq",
          "received_at",
          "edited_at",
          "version");

  private final WriteLimits limits;

  PatchReader(WriteLimits limits) {
    this.limits = limits;
  }

  /** The members of a user's patch; unknown keys are members of its {@code metadata}. */
  PatchFields user(Fields json) {
    List<Member> members = new ArrayList<>();
    for (String name : List.of("name", "username", "email", "role", "user_id", "password")) {
      add(members, name, json, text(name, json));
    }
    add(members, "preferences", json, object(json.object("preferences")));
    for (String name : List.of("created_at", "updated_at", "version")) {
      add(members, name, json, other(name, json));
    }
    String metadata = json.unknownAsJson("metadata");
    if (metadata != null && json.isNull("metadata")) {
      json.faults()
          .add(
              "/metadata",
              ErrorCode.INVALID_FIELD,
              "must not be null in a patch with other keys, which are kept under metadata");
    } else if (metadata != null) {
      members.add(new Member("metadata", new Value.Members(metadata)));
    } else if (json.isNull("metadata")) {
      members.add(new Member("metadata", new Value.Removed()));
    }
    return new PatchFields(members);
  }

  /** The members of a session's patch. */
  PatchFields session(Fields json) {
    List<Member> members = new ArrayList<>();
    for (String name :
        List.of(
            "title",
            "channel",
            "source",
            "status",
            "summary",
            "external_id",
            "session_id",
            "user_id")) {
      add(members, name, json, text(name, json));
    }
    add(members, "tags", json, tags(json));
    add(members, "metadata", json, object(json.object("metadata")));
    add(members, "embedding", json, embedding(json));
    for (String name :
        List.of(
            "created_at",
            "updated_at",
            "last_message_at",
            "deleted_at",
            "message_count",
            "version")) {
      add(members, name, json, other(name, json));
    }
    return new PatchFields(members);
  }

  /** The members of a message's patch. */
  PatchFields message(Fields json) {
    List<Member> members = new ArrayList<>();
    for (String name : List.of("content", "author_id", "message_id", "session_id", "user_id")) {
      add(members, name, json, text(name, json));
    }
    add(members, "metadata", json, object(json.object("metadata")));
    add(members, "embedding", json, embedding(json));
    for (String name : List.of("role", "timestamp", "seq", "received_at", "edited_at", "version")) {
      add(members, name, json, other(name, json));
    }
    return new PatchFields(members);
  }

  /** Adds what the patch says of a field; nothing where it does not name it, or was at fault. */
  static void add(List<Member> members, String name, Fields json, @Nullable Value value) {
    if (json.isNull(name)) {
      members.add(new Member(name, new Value.Removed()));
    } else if (value != null) {
      members.add(new Member(name, value));
    }
  }

  static @Nullable Value text(String name, Fields json) {
    String text = json.text(name);
    String quoted = json.json(name);
    return text == null || quoted == null ? null : new Value.Text(quoted, text);
  }

  static @Nullable Value object(@Nullable String object) {
    return object == null ? null : new Value.Members(object);
  }

  private @Nullable Value tags(Fields json) {
    String array = json.array("tags");
    if (array == null) {
      return null;
    }
    List<String> tags = json.strings("tags", limits.tagsMax(), 0, limits.labelCharsMax());
    return new Value.Texts(JsonQuote.array(tags.stream().distinct().toList()), tags);
  }

  private @Nullable Value embedding(Fields json) {
    float[] numbers = json.floats("embedding", limits.embeddingDimensionsMax());
    String array = numbers == null ? null : json.array("embedding");
    return numbers == null || array == null ? null : new Value.Numbers(array, numbers);
  }

  static @Nullable Value other(String name, Fields json) {
    String value = json.json(name);
    return value == null ? null : new Value.Other(value);
  }
}
