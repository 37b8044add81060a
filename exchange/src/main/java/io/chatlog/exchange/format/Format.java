package io.chatlog.exchange.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The formats that are read. Ids are derived from the names: a constant is never renamed. */
public enum Format {
  /** What {@code GET /v1/users/{user}/export} answers, as JSON or NDJSON. */
  CHATLOG,
  /** {@code conversations.json} of ChatGPT, the zip around it, or the many files of newer ones. */
  CHATGPT,
  /** {@code conversations.json} of Claude, or the zip around it. */
  CLAUDE,
  /** The zip of a Slack workspace. */
  SLACK,
  /** Lines of {@code {"messages": […]}}, as OpenAI's fine-tuning takes them. */
  OPENAI;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name that clients see. */
  public String wireName() {
    return wireName;
  }

  /** The format of a name, or empty. */
  public static Optional<Format> parse(String name) {
    return Arrays.stream(values()).filter(format -> format.wireName.equals(name)).findFirst();
  }

  /** All names, for a message to somebody who used none of them. */
  public static String names() {
    return Arrays.stream(values()).map(Format::wireName).collect(Collectors.joining(", "));
  }
}
