package io.chatlog.exchange.format;

import io.chatlog.exchange.json.Json;
import org.jspecify.annotations.Nullable;

/** Keeps what goes into metadata small: names and labels, never the text of a message. */
final class Cut {
  /** Entries of a list in metadata. */
  static final int ITEMS_MAX = 50;

  private static final int CHARS_MAX = 200;

  private Cut() {}

  /** A name or label, cut where it is longer than any should be. */
  static @Nullable String text(@Nullable String text) {
    return text == null ? null : to(text, CHARS_MAX);
  }

  /** A string, number or word; nothing of anything that holds more. */
  static Json scalar(Json value) {
    return switch (value) {
      case Json.Text(String text) -> new Json.Text(to(text, CHARS_MAX));
      case Json.Num(String digits) -> digits.length() > CHARS_MAX ? Json.Word.NULL : value;
      case Json.Word word -> word;
      case Json.Obj _, Json.Arr _ -> Json.Word.NULL;
    };
  }

  /** The first so many UTF-16 units of a text, never half of a character. */
  static String to(String text, int charsMax) {
    if (text.length() <= charsMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charsMax - 1)) ? charsMax - 1 : charsMax;
    return text.substring(0, end);
  }
}
