package io.chatlog.exchange.format;

import io.chatlog.exchange.input.InputLimits;

/**
 * The bounds of reading an export.
 *
 * @param input of what it unfolds to
 * @param conversationCharsMax characters of one conversation that are held at once
 */
public record ExportLimits(InputLimits input, int conversationCharsMax) {
  public ExportLimits {
    if (conversationCharsMax < 1) {
      throw new IllegalArgumentException(
          "conversation_chars_max must be positive: " + conversationCharsMax);
    }
  }
}
