package io.chatlog.query.export;

import java.util.Locale;

/**
 * Escapes of JSON texts as they are kept. A text that was patched has {@code \\u001F} where one
 * that was posted has {@code \\u001f}: in exports both are written as the latter, so that what is
 * exported once more after an import is the same to the byte.
 */
final class Escapes {
  private static final int DIGITS = 4;

  private Escapes() {}

  /** The same JSON with hexadecimal digits of escapes in lower case. */
  static String lower(String json) {
    if (!json.contains("\\u")) {
      return json;
    }
    StringBuilder out = new StringBuilder(json.length());
    int at = 0;
    while (at < json.length()) {
      if (json.charAt(at) != '\\') {
        out.append(json.charAt(at++));
        continue;
      }
      boolean hex = json.startsWith("u", at + 1);
      int end = Math.min(json.length(), at + 2 + (hex ? DIGITS : 0));
      String escape = json.substring(at, end);
      out.append(hex ? escape.toLowerCase(Locale.ROOT) : escape);
      at = end;
    }
    return out.toString();
  }
}
