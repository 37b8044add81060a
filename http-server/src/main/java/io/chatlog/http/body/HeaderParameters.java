package io.chatlog.http.body;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a header of a form, as in {@code form-data; name="a"; filename="b.txt"}.
 *
 * <p>Senders do not agree on backslashes in quotes. Browsers and curl send them as they are and a
 * quote as {@code %22}; RFC 9110 (5.6.4) and older clients put one before a quote and before a
 * backslash; some before a quote only. What a value is like tells which: a backslash before another
 * character is one of a sender that does not double them, and so is one that stands before the last
 * quote.
 */
final class HeaderParameters {
  private HeaderParameters() {}

  /** The parameters by their names in lower case. */
  static Map<String, String> of(String header) {
    Map<String, String> parameters = new LinkedHashMap<>();
    int at = header.indexOf(';');
    while (at >= 0 && at < header.length()) {
      int equals = header.indexOf('=', at);
      if (equals < 0) {
        break;
      }
      String name = header.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      int from = equals + 1;
      String value;
      if (from < header.length() && header.charAt(from) == '"') {
        int end = end(header, from + 1);
        value = unquoted(header.substring(from + 1, end));
        at = header.indexOf(';', end);
      } else {
        at = header.indexOf(';', from);
        value = header.substring(from, at < 0 ? header.length() : at).strip();
      }
      // browsers escape these three in names
      String plain = value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
      if (parameters.put(name, plain) != null) {
        throw Multipart.malformed("a header names " + name + " twice");
      }
    }
    return parameters;
  }

  /**
   * The name of a file: {@code filename*} of RFC 8187, which RFC 7578 does not want and some
   * clients send beside a {@code filename} without the characters that they think it cannot have;
   * otherwise {@code filename}.
   */
  static @Nullable String filename(Map<String, String> parameters) {
    String extended = parameters.get("filename*");
    String decoded = extended == null ? null : extended(extended);
    return decoded == null ? parameters.get("filename") : decoded;
  }

  /** Where the quote stands that ends a value: an end of the header or a semicolon follows. */
  private static int end(String header, int from) {
    int end = end(header, from, true);
    if (end < 0) {
      end = end(header, from, false);
    }
    if (end < 0) {
      throw Multipart.malformed("a header of a part has a quote without an end");
    }
    return end;
  }

  private static int end(String header, int from, boolean escapes) {
    for (int at = from; at < header.length(); at++) {
      if (escapes && isEscape(header, at)) {
        at++;
      } else if (header.charAt(at) == '"') {
        String rest = header.substring(at + 1).stripLeading();
        if (rest.isEmpty() || rest.charAt(0) == ';') {
          return at;
        }
        if (escapes) {
          return -1;
        }
      }
    }
    return -1;
  }

  private static boolean isEscape(String text, int at) {
    return text.charAt(at) == '\\'
        && at + 1 < text.length()
        && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
  }

  private static String unquoted(String raw) {
    boolean doubled = true;
    for (int at = 0; at < raw.length(); at++) {
      if (isEscape(raw, at)) {
        at++;
      } else if (raw.charAt(at) == '\\') {
        doubled = false;
      }
    }
    String quotes = raw.replace("\\\"", "\"");
    if (!doubled) {
      return quotes;
    }
    StringBuilder plain = new StringBuilder(raw.length());
    for (int at = 0; at < raw.length(); at++) {
      if (isEscape(raw, at)) {
        at++;
      }
      plain.append(raw.charAt(at));
    }
    return plain.toString();
  }

  /** A value as in {@code UTF-8''na%C3%AFve}; null for one of another charset or a broken one. */
  private static @Nullable String extended(String value) {
    int second = value.indexOf('\'', value.indexOf('\'') + 1);
    if (second < 0 || !value.regionMatches(true, 0, "utf-8'", 0, 6)) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int at = second + 1; at < value.length(); at++) {
      char c = value.charAt(at);
      if (c == '%') {
        int high = at + 2 < value.length() ? Character.digit(value.charAt(at + 1), 16) : -1;
        int low = at + 2 < value.length() ? Character.digit(value.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return null;
        }
        bytes.write(high << 4 | low);
        at += 2;
      } else if (c < 0x80) {
        bytes.write(c);
      } else {
        return null;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException broken) {
      return null;
    }
  }
}
