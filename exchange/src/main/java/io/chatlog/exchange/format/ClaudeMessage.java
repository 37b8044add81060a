package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.record.Skip;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message of Claude. Its content is what its blocks say, in their order: texts as they are,
 * tool calls and their results behind a word that names them (both stand in the same message, and a
 * message may hold nothing else), then what was attached. Thinking goes to the metadata.
 *
 * @param role null for one that is not known
 * @param content blank where nothing is said
 * @param skips parts that are left out
 * @param onlyThought whether it holds thinking and nothing else
 */
record ClaudeMessage(
    @Nullable String id,
    @Nullable Role role,
    String content,
    @Nullable Long timeMicros,
    @Nullable String metadataJson,
    List<Skip> skips,
    boolean onlyThought) {

  /** Of the thinking beside one message. */
  static final int THINKING_CHARS_MAX = 8_000;

  ClaudeMessage {
    skips = List.copyOf(skips);
  }

  static ClaudeMessage read(Json message) {
    Blocks blocks = new Blocks();
    message.get("content").items().forEach(blocks::add);
    if (blocks.texts.isEmpty()) {
      blocks.say(message.get("text").text());
    }
    Json.Builder kept = new Json.Builder();
    kept.put("source_id", Cut.text(message.get("uuid").text()));
    kept.put("thinking", blocks.thinking());
    attachments(message, blocks, kept);
    String content = String.join("\n\n", blocks.texts);
    return new ClaudeMessage(
        message.get("uuid").text(),
        role(message.get("sender")),
        content,
        SourceTime.of(message.get("created_at")),
        kept.compact(),
        blocks.skips,
        content.isBlank() && blocks.thought.length() > 0);
  }

  /** A message that does not say who sent it is one of the user's. */
  private static @Nullable Role role(Json sender) {
    if (sender.isNull()) {
      return Role.USER;
    }
    String name = sender.text();
    if (name == null) {
      return null;
    }
    Optional<Role> role = name.equals("human") ? Optional.of(Role.USER) : Role.parse(name);
    return role.orElse(null);
  }

  /** What was pasted is kept nowhere else; of a file only its name is in the export. */
  private static void attachments(Json message, Blocks blocks, Json.Builder kept) {
    List<Json> names = new ArrayList<>();
    for (String list : List.of("attachments", "files", "files_v2")) {
      for (Json attachment : message.get(list).items()) {
        String name = Cut.text(attachment.get("file_name").visible());
        String pasted = attachment.get("extracted_content").visible();
        if (name != null && names.size() < Cut.ITEMS_MAX && !names.contains(new Json.Text(name))) {
          names.add(new Json.Text(name));
        }
        String shown = name == null ? "attachment" : "attachment: " + name;
        if (pasted != null) {
          blocks.say("[" + shown + "]\n" + pasted);
        } else if (name != null && blocks.texts.isEmpty()) {
          blocks.say("[" + shown + "]");
        }
      }
    }
    kept.put("attachments", names);
  }

  /** The blocks of one message as they come. */
  private static final class Blocks {
    private final List<String> texts = new ArrayList<>();
    private final List<Skip> skips = new ArrayList<>();
    private final StringBuilder thought = new StringBuilder();

    void add(Json block) {
      String type = block.get("type").text();
      switch (type == null ? "" : type) {
        case "thinking", "redacted_thinking" -> think(block.get("thinking").visible());
        case "tool_use" -> say("[tool_use: " + name(block) + "] " + block.get("input").compact());
        case "tool_result" -> result(block);
        default -> other(block);
      }
    }

    /** A kind that is not known is read for its text: that is all that may be in it for us. */
    private void other(Json block) {
      String text = block.get("text").text();
      if (text == null) {
        skips.add(Skip.UNKNOWN_BLOCK);
      } else {
        say(text);
      }
    }

    private void result(Json block) {
      List<String> parts = new ArrayList<>();
      Json content = block.get("content");
      if (content.text() != null) {
        parts.add(content.text());
      }
      for (Json part : content.items()) {
        String text = part.get("text").text();
        parts.add(text == null ? "[" + kind(part) + "]" : text);
      }
      String failed = block.get("is_error").isTrue() ? ", error" : "";
      say("[tool_result: " + name(block) + failed + "] " + String.join("\n", parts));
    }

    private static String kind(Json part) {
      String type = Cut.text(part.get("type").visible());
      return type == null ? "unknown" : type;
    }

    private static String name(Json block) {
      String name = Cut.text(block.get("name").visible());
      return name == null ? "unknown" : name;
    }

    private void think(@Nullable String text) {
      if (text != null) {
        thought.append(thought.isEmpty() ? "" : "\n\n").append(text);
      }
    }

    @Nullable String thinking() {
      if (thought.length() > THINKING_CHARS_MAX) {
        skips.add(Skip.THINKING_CUT);
      }
      return thought.isEmpty() ? null : Cut.to(thought.toString(), THINKING_CHARS_MAX);
    }

    void say(@Nullable String text) {
      if (text != null && !text.isBlank()) {
        texts.add(text);
      }
    }
  }
}
