package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import io.chatlog.exchange.record.Skip;
import io.chatlog.value.Ids;
import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message of a Slack channel.
 *
 * @param ts unique within its channel
 * @param micros the same as a time: decimal, never by way of a binary fraction
 * @param skip why it is left out, or null
 */
record SlackMessage(
    String ts,
    long micros,
    Role role,
    String content,
    @Nullable String author,
    @Nullable String metadataJson,
    @Nullable Skip skip) {

  /** Reads a message; null for one without a {@code ts}, which nothing tells from others. */
  static @Nullable SlackMessage read(Json message, SlackDirectory directory, SlackText texts) {
    String ts = message.get("ts").text();
    Long micros = ts == null ? null : SourceTime.number(ts);
    if (ts == null || micros == null) {
      return null;
    }
    String subtype = message.get("subtype").text();
    Role role = role(message, subtype, directory);
    String content = content(message, texts);
    return new SlackMessage(
        ts,
        micros,
        role,
        content,
        author(message),
        kept(message, subtype, directory),
        skip(message, subtype, content));
  }

  private static @Nullable Skip skip(Json message, @Nullable String subtype, String content) {
    String type = message.get("type").text();
    if (type != null && !type.equals("message")) {
      return Skip.UNKNOWN_CONTENT;
    }
    if ("tombstone".equals(subtype)) {
      return Skip.TOMBSTONE;
    }
    return content.isBlank() ? Skip.BLANK : null;
  }

  /** People are users, programs assistants, and what Slack says itself the system. */
  private static Role role(Json message, @Nullable String subtype, SlackDirectory directory) {
    String user = message.get("user").visible();
    if ("bot_message".equals(subtype)
        || (user == null && message.get("bot_id").visible() != null)) {
      return Role.ASSISTANT;
    }
    if (subtype != null
        && (subtype.startsWith("channel_")
            || subtype.startsWith("group_")
            || subtype.startsWith("bot_")
            || subtype.equals("pinned_item")
            || subtype.equals("unpinned_item")
            || subtype.equals("reminder_add"))) {
      return Role.SYSTEM;
    }
    SlackDirectory.User known = user == null ? null : directory.user(user);
    return known != null && known.bot() ? Role.ASSISTANT : Role.USER;
  }

  /** The user; a bot message never has one. */
  private static @Nullable String author(Json message) {
    for (String field : List.of("user", "bot_id", "username")) {
      String id = message.get(field).visible();
      if (id != null && Ids.fault(id).isEmpty()) {
        return id;
      }
    }
    return null;
  }

  /** The text; where there is none, what stands in its place. */
  private static String content(Json message, SlackText texts) {
    String text = message.get("text").visible();
    if (text != null) {
      return texts.decode(text);
    }
    List<String> lines = new ArrayList<>();
    for (Json attachment : message.get("attachments").items()) {
      int before = lines.size();
      for (String field : List.of("pretext", "title", "text")) {
        String line = attachment.get(field).visible();
        if (line != null) {
          lines.add(texts.decode(line));
        }
      }
      String fallback = attachment.get("fallback").visible();
      if (lines.size() == before && fallback != null) {
        lines.add(texts.decode(fallback));
      }
    }
    for (String name : files(message)) {
      lines.add("[file: " + name + "]");
    }
    return String.join("\n", lines);
  }

  private static List<String> files(Json message) {
    List<Json> files = new ArrayList<>(message.get("files").items());
    if (!message.get("file").isNull()) {
      files.add(message.get("file"));
    }
    List<String> names = new ArrayList<>();
    for (Json file : files) {
      String name = Cut.text(file.get("name").visible());
      String shown = name == null ? Cut.text(file.get("title").visible()) : name;
      if (names.size() < Cut.ITEMS_MAX) {
        names.add(shown == null ? "unnamed" : shown);
      }
    }
    return names;
  }

  private static @Nullable String kept(
      Json message, @Nullable String subtype, SlackDirectory directory) {
    Json.Builder kept = new Json.Builder();
    kept.put("ts", Cut.text(message.get("ts").text()));
    kept.put("thread_ts", Cut.text(message.get("thread_ts").text()));
    kept.put("subtype", Cut.text(subtype));
    String user = message.get("user").visible();
    SlackDirectory.User known = user == null ? null : directory.user(user);
    kept.put("name", known == null ? Cut.text(message.get("username").visible()) : known.name());
    kept.put("bot_id", Cut.text(message.get("bot_id").text()));
    kept.put("edited_ts", Cut.text(message.get("edited").get("ts").text()));
    kept.put("files", files(message).stream().map(name -> (Json) new Json.Text(name)).toList());
    List<Json> reactions = new ArrayList<>();
    for (Json reaction : message.get("reactions").items()) {
      String name = Cut.text(reaction.get("name").visible());
      if (name != null && reactions.size() < Cut.ITEMS_MAX) {
        Json count = Cut.scalar(reaction.get("count"));
        reactions.add(new Json.Builder().put("name", name).put("count", count).build());
      }
    }
    kept.put("reactions", reactions);
    return kept.compact();
  }
}
