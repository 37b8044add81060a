package io.chatlog.exchange.json;

import java.util.List;
import java.util.Map;

/** JSON as text, with the fewest escapes. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";
  private static final char REPLACEMENT = '\uFFFD';

  private JsonText() {}

  static void write(Json value, StringBuilder out) {
    switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, Json> field : fields.entrySet()) {
          if (!first) {
            out.append(',');
          }
          first = false;
          string(field.getKey(), out);
          out.append(':');
          write(field.getValue(), out);
        }
        out.append('}');
      }
      case Json.Arr(List<Json> values) -> {
        out.append('[');
        for (int at = 0; at < values.size(); at++) {
          if (at > 0) {
            out.append(',');
          }
          write(values.get(at), out);
        }
        out.append(']');
      }
      case Json.Text(String text) -> string(text, out);
      case Json.Num(String digits) -> out.append(digits);
      case Json.Word.TRUE -> out.append("true");
      case Json.Word.FALSE -> out.append("false");
      case Json.Word.NULL -> out.append("null");
    }
  }

  private static void string(String text, StringBuilder out) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> {
          if (c < ' ') {
            out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** The text with each lone surrogate replaced by U+FFFD: it stands for no character. */
  static String wellFormed(String text) {
    int lone = firstLone(text);
    if (lone < 0) {
      return text;
    }
    char[] chars = text.toCharArray();
    for (int at = lone; at < chars.length; at++) {
      if (!Character.isSurrogate(chars[at])) {
        continue;
      }
      if (Character.isHighSurrogate(chars[at])
          && at + 1 < chars.length
          && Character.isLowSurrogate(chars[at + 1])) {
        at++;
      } else {
        chars[at] = REPLACEMENT;
      }
    }
    return new String(chars);
  }

  private static int firstLone(String text) {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isSurrogate(c)) {
        if (Character.isHighSurrogate(c)
            && at + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(at + 1))) {
          at++;
        } else {
          return at;
        }
      }
    }
    return -1;
  }
}
