package io.chatlog.http.param;

import java.util.ArrayList;
import java.util.List;

/** Lists in headers whose elements may hold quoted strings (RFC 9110, 5.6). */
final class QuotedText {
  private QuotedText() {}

  /** The parts between commas; one within quotes separates nothing. */
  static List<String> split(String header) {
    List<String> parts = new ArrayList<>(2);
    boolean quoted = false;
    int start = 0;
    for (int at = 0; at < header.length(); at++) {
      char c = header.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        at++;
      } else if (c == ',' && !quoted) {
        parts.add(header.substring(start, at));
        start = at + 1;
      }
    }
    parts.add(header.substring(start));
    return parts;
  }
}
