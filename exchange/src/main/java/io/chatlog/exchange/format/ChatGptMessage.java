package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.record.Skip;
import io.chatlog.value.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes of one message of ChatGPT: a text with its role, or a reason to leave it out. */
final class ChatGptMessage {
  private static final int EXPONENT_CHARS_MAX = 40;

  private ChatGptMessage() {}

  static MessageNode.What read(Json message) {
    if (message.members().isEmpty()) {
      return new MessageNode.Left(Skip.NO_MESSAGE);
    }
    Json metadata = message.get("metadata");
    if (metadata.get("is_visually_hidden_from_conversation").isTrue()) {
      return new MessageNode.Left(Skip.HIDDEN);
    }
    if (isZero(message.get("weight"))) {
      return new MessageNode.Left(Skip.WEIGHT_ZERO);
    }
    String recipient = message.get("recipient").text();
    if (recipient != null && !recipient.equals("all")) {
      return new MessageNode.Left(Skip.TOOL_DIRECTED);
    }
    String roleName = message.get("author").get("role").text();
    Optional<Role> role = roleName == null ? Optional.empty() : Role.parse(roleName);
    if (role.isEmpty()) {
      return new MessageNode.Left(Skip.UNKNOWN_ROLE);
    }
    Json content = message.get("content");
    String type = content.get("content_type").text();
    if ("thoughts".equals(type) || "reasoning_recap".equals(type)) {
      return new MessageNode.Left(Skip.REASONING);
    }
    String text = text(content);
    if (text == null) {
      return new MessageNode.Left(Skip.UNKNOWN_CONTENT);
    }
    if (text.isBlank()) {
      return new MessageNode.Left(role.get() == Role.SYSTEM ? Skip.EMPTY_SYSTEM : Skip.BLANK);
    }
    return new MessageNode.Said(role.get(), text, kept(message, type));
  }

  private static boolean isZero(Json weight) {
    if (!(weight instanceof Json.Num(String digits)) || digits.length() > EXPONENT_CHARS_MAX) {
      return false;
    }
    try {
      return new BigDecimal(digits).signum() == 0;
    } catch (NumberFormatException beyond) {
      return false;
    }
  }

  /** The text of any kind of content; null where nothing in it is known to be text. */
  private static @Nullable String text(Json content) {
    List<String> texts = new ArrayList<>();
    boolean known = false;
    if (content.get("parts") instanceof Json.Arr(List<Json> parts)) {
      known = true;
      for (Json part : parts) {
        String text = part(part);
        if (text != null && !text.isBlank()) {
          texts.add(text);
        }
      }
    }
    // tether_quote has the first three, code and execution_output the third, browsing the last.
    for (String field :
        List.of(
            "title",
            "url",
            "text",
            "result",
            "user_profile",
            "user_instructions",
            "model_set_context",
            "content")) {
      String text = content.get(field).text();
      if (text != null) {
        known = true;
        if (!text.isBlank()) {
          texts.add(text);
        }
      }
    }
    return known ? String.join("\n", texts) : null;
  }

  /** A part of a message: text, or a word for what is none. */
  private static @Nullable String part(Json part) {
    if (part.text() != null) {
      return part.text();
    }
    String text = part.get("text").text();
    if (text != null) {
      return text;
    }
    String type = part.get("content_type").text();
    if (type == null) {
      return null;
    }
    String pointer = part.get("asset_pointer").text();
    String kind = type.replace("_asset_pointer", "");
    return pointer == null ? "[" + kind + "]" : "[" + kind + ": " + pointer + "]";
  }

  private static @Nullable String kept(Json message, @Nullable String type) {
    Json metadata = message.get("metadata");
    Json.Builder kept = new Json.Builder();
    kept.put("source_id", Cut.text(message.get("id").text()));
    if (type != null && !type.equals("text")) {
      kept.put("content_type", Cut.text(type));
    }
    kept.put("language", Cut.text(message.get("content").get("language").text()));
    kept.put("name", Cut.text(message.get("author").get("name").text()));
    kept.put("channel", Cut.text(message.get("channel").text()));
    kept.put("model_slug", Cut.text(metadata.get("model_slug").text()));
    kept.put("finish_reason", Cut.text(metadata.get("finish_details").get("type").text()));
    List<Json> attachments = new ArrayList<>();
    for (Json attachment : metadata.get("attachments").items()) {
      String name = Cut.text(attachment.get("name").text());
      if (name != null && attachments.size() < Cut.ITEMS_MAX) {
        attachments.add(new Json.Text(name));
      }
    }
    kept.put("attachments", attachments);
    return kept.compact();
  }
}
