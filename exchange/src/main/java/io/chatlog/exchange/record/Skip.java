package io.chatlog.exchange.record;

import java.util.Locale;

/** Why something of an export is left out on purpose; each is counted. */
public enum Skip {
  /** A node of a tree that holds no message. */
  NO_MESSAGE,
  /** A message that its system hides from the conversation. */
  HIDDEN,
  /** A message of weight 0, which its system hides as well. */
  WEIGHT_ZERO,
  /** What an assistant said to a tool and to nobody else. */
  TOOL_DIRECTED,
  /** A system message that says nothing. */
  EMPTY_SYSTEM,
  /** Any other message without a visible character. */
  BLANK,
  /** A note of a model to itself. */
  REASONING,
  /** A message beside the thread that its system shows. */
  OTHER_BRANCH,
  /** A message of a kind that is not known and holds no text. */
  UNKNOWN_CONTENT,
  /** A message whose role is none of ours. */
  UNKNOWN_ROLE,
  /** A part of a message that is of a kind that is not known; the rest of the message is there. */
  UNKNOWN_BLOCK,
  /** A conversation without any message that could be taken: it becomes no session. */
  EMPTY_CONVERSATION,
  /** The end of a model's long thinking, beside a message that is there. */
  THINKING_CUT,
  /** The mark of a message that was deleted before the export. */
  TOMBSTONE,
  /** A file of an archive that holds no conversations. */
  OTHER_FILE;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name that clients see. */
  public String wireName() {
    return wireName;
  }
}
