package io.chatlog.exchange.format;

import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.json.FaultException;
import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.json.JsonInput;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Failed;
import io.chatlog.exchange.record.Records;
import io.chatlog.exchange.record.Skip;
import io.chatlog.exchange.record.Turn;
import io.chatlog.value.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of {@code {"messages": […]}}. They have neither ids nor times. A conversation's id is
 * made of what is said in it, so that it is the same wherever its line stands; the same line twice
 * is one conversation; one of whose messages none can be taken is no conversation. Its messages
 * stand a millisecond apart behind the beginning of the session, which is when it is written first.
 */
final class OpenAiReader implements LineReader {
  private static final long STEP_MICROS = 1_000;
  private static final int TITLE_CHARS_MAX = 80;

  @Override
  public void read(JsonInput in, String where, Records records) throws IOException {
    Json line = in.value();
    if (!(line.get("messages") instanceof Json.Arr(List<Json> messages))) {
      throw new FaultException(ErrorCode.MISSING_FIELD, "there is no messages that is an array");
    }
    String session = Keys.session(Format.OPENAI, Keys.digest(line.compact()));
    Json.Builder metadata = new Json.Builder().put("times", "synthetic");
    for (String name : List.of("parallel_tool_calls", "id", "custom_id")) {
      metadata.put(name, Cut.scalar(line.get(name)));
    }
    List<Turn> turns = new ArrayList<>();
    for (int at = 0; at < messages.size(); at++) {
      Turn turn = turn(messages.get(at), at, session, where, records);
      if (turn != null) {
        turns.add(turn);
      }
    }
    if (turns.isEmpty()) {
      records.skipped(Skip.EMPTY_CONVERSATION);
      return;
    }
    records.begin(
        new Conversation(
            session,
            title(messages),
            null,
            metadata.compact(),
            Format.OPENAI.wireName(),
            Format.OPENAI.wireName()));
    turns.forEach(records::turn);
    records.end();
  }

  /** A message that can be taken; otherwise it is told why not. */
  private static @Nullable Turn turn(
      Json message, int at, String session, String where, Records records) {
    String id = Keys.message(Format.OPENAI, session, Integer.toString(at));
    Role role = role(message.get("role").text());
    String fault =
        role == null
            ? "the role is none of user, assistant, system, developer, tool, function"
            : contentFault(message.get("content"));
    if (role == null || fault != null) {
      records.failed(
          new Failed(
              session,
              id,
              where + ", message " + (at + 1),
              ErrorCode.INVALID_FIELD,
              String.valueOf(fault)));
      return null;
    }
    String content = content(message);
    if (content.isBlank()) {
      records.skipped(role == Role.SYSTEM ? Skip.EMPTY_SYSTEM : Skip.BLANK);
      return null;
    }
    Json.Builder metadata = new Json.Builder();
    for (String name : List.of("name", "tool_call_id", "weight")) {
      metadata.put(name, Cut.scalar(message.get(name)));
    }
    return Turn.untimed(id, role, content, (at + 1) * STEP_MICROS, metadata.compact());
  }

  /** Why a content is none; null for a text, parts, or nothing. */
  private static @Nullable String contentFault(Json content) {
    if (content.isNull() || content instanceof Json.Text) {
      return null;
    }
    if (!(content instanceof Json.Arr(List<Json> parts))) {
      return "the content is neither text nor an array of parts";
    }
    for (Json part : parts) {
      boolean taken =
          part instanceof Json.Text
              || (part instanceof Json.Obj
                  && (part.get("text").isNull() || part.get("text") instanceof Json.Text));
      if (!taken) {
        return "a part of the content is neither text nor an object whose text is text";
      }
    }
    return null;
  }

  private static @Nullable Role role(@Nullable String name) {
    if (name == null) {
      return null;
    }
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "developer" -> Role.SYSTEM;
      case "function" -> Role.TOOL;
      case String other -> Role.parse(other).orElse(null);
    };
  }

  /** What is said, and what tools are called: an assistant that calls one often says nothing. */
  private static String content(Json message) {
    List<String> texts = new ArrayList<>();
    Json content = message.get("content");
    add(texts, content.text());
    for (Json part : content.items()) {
      String text = part instanceof Json.Text(String said) ? said : part.get("text").text();
      String type = Cut.text(part.get("type").visible());
      add(texts, text == null && type != null ? "[" + type + "]" : text);
    }
    add(texts, message.get("refusal").text());
    for (Json call : message.get("tool_calls").items()) {
      add(texts, call(call.get("function")));
    }
    if (!message.get("function_call").isNull()) {
      add(texts, call(message.get("function_call")));
    }
    return String.join("\n", texts);
  }

  private static String call(Json function) {
    String name = Cut.text(function.get("name").visible());
    String arguments = function.get("arguments").text();
    return "[tool_call: "
        + (name == null ? "unknown" : name)
        + "] "
        + (arguments == null ? "" : arguments);
  }

  private static void add(List<String> texts, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      texts.add(text);
    }
  }

  /** What the user says first, its first line. */
  private static @Nullable String title(List<Json> messages) {
    for (Json message : messages) {
      if (role(message.get("role").text()) == Role.USER) {
        String said = content(message).strip();
        int end = said.indexOf('\n');
        String line = end < 0 ? said : said.substring(0, end);
        return line.isBlank() ? null : Cut.to(line, TITLE_CHARS_MAX);
      }
    }
    return null;
  }
}
