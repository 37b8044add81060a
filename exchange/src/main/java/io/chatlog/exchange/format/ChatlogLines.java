package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.FaultException;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Past;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import io.chatlog.value.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads Chatlog's own export as lines: the user, then each session with its messages behind it. A
 * message that stands behind another session than its own is at fault.
 */
final class ChatlogLines implements LineReader {
  private static final Set<String> USER =
      Set.of(
          "type",
          "user_id",
          "name",
          "username",
          "email",
          "role",
          "preferences",
          "metadata",
          "created_at",
          "updated_at",
          "version");

  /** What a line may be about. */
  static final Set<String> TYPES = Set.of("user", "session", "message");

  private final Records records;
  private @Nullable String session;
  private long messages;

  ChatlogLines(Records records) {
    this.records = records;
  }

  @Override
  public void read(JsonInput in, String where, Records to) throws IOException {
    Json line = in.value();
    String type = line.get("type").text();
    switch (type == null ? "" : type) {
      case "user" -> user(line);
      case "session" -> session(line);
      case "message" -> message(line, where);
      default ->
          throw new FaultException(
              ErrorCode.INVALID_FIELD, "the type of a line is user, session or message");
    }
  }

  /** Ends the last session. */
  void finish() {
    if (session != null) {
      session = null;
      records.end();
    }
  }

  private void user(Json line) {
    records.profile(
        new Profile(
            required(line, "user_id"),
            line.get("name").text(),
            line.get("email").text(),
            ChatlogReader.object(line.get("preferences")),
            ProfileKeys.metadata(line, USER, records),
            new Past.OfUser(
                line.get("username").text(),
                line.get("role").text(),
                SourceTime.of(line.get("created_at")),
                SourceTime.of(line.get("updated_at")),
                whole(line.get("version")))));
  }

  private void session(Json line) {
    finish();
    String id = required(line, "session_id");
    List<String> tags = new ArrayList<>();
    for (Json tag : line.get("tags").items()) {
      String text = tag.text();
      if (text != null) {
        tags.add(text);
      }
    }
    records.begin(
        new Conversation(
            id,
            line.get("title").text(),
            SourceTime.of(line.get("created_at")),
            ChatlogReader.object(line.get("metadata")),
            line.get("channel").text(),
            line.get("source").text(),
            new Past(
                line.get("status").text(),
                line.get("summary").text(),
                tags,
                line.get("external_id").text(),
                SourceTime.of(line.get("updated_at")),
                whole(line.get("version")),
                whole(line.get("last_seq")))));
    session = id;
    messages = 0;
  }

  private void message(Json line, String where) {
    String in = required(line, "session_id");
    if (!in.equals(session)) {
      throw new FaultException(
          ErrorCode.INVALID_FIELD, "the message does not stand behind its session");
    }
    String given = line.get("message_id").text();
    String id = given == null ? Keys.message(Format.CHATLOG, in, Long.toString(messages)) : given;
    messages++;
    String roleName = line.get("role").text();
    Role role = roleName == null ? null : Role.parse(roleName).orElse(null);
    String content = line.get("content").text();
    if (role == null || content == null) {
      records.failed(
          new Failed(
              in,
              id,
              where,
              ErrorCode.INVALID_FIELD,
              "a message has a role (user, assistant, system or tool) and a content"));
    } else if (content.isBlank()) {
      records.skipped(Skip.BLANK);
    } else {
      records.turn(
          new Turn(
              id,
              role,
              content,
              SourceTime.of(line.get("timestamp")),
              line.get("author_id").text(),
              ChatlogReader.object(line.get("metadata")),
              new Past.OfTurn(
                  SourceTime.of(line.get("received_at")),
                  SourceTime.of(line.get("edited_at")),
                  whole(line.get("version")),
                  whole(line.get("seq"))),
              null));
    }
  }

  private static String required(Json line, String field) {
    String value = line.get(field).visible();
    if (value == null) {
      throw new FaultException(ErrorCode.MISSING_FIELD, "the line has no " + field);
    }
    return value;
  }

  /** A positive whole number; null for anything else. */
  private static @Nullable Long whole(Json value) {
    if (!(value instanceof Json.Num(String digits)) || !digits.matches("[1-9][0-9]{0,17}")) {
      return null;
    }
    return Long.valueOf(digits);
  }
}
