package io.chatlog.http.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies one value from a parser to compact JSON text that means exactly the same: keys in their
 * order, numbers as they were typed, strings with the fewest escapes. Reusable, not thread-safe.
 */
final class CompactCopy {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final NamesSeen[] seen = new NamesSeen[StrictJson.DEPTH_MAX + 1];
  private final StringBuilder out = new StringBuilder();
  private @Nullable String fault;

  /**
   * Copies the value at whose first token the parser stands, and leaves it at its last one. When
   * {@link #fault} is not null afterwards, the text is of no use.
   *
   * @param depth how many objects and arrays are open around the value
   */
  String copy(JsonParser parser, int depth) throws IOException {
    out.setLength(0);
    fault = null;
    value(parser, depth);
    return fault == null ? out.toString() : "";
  }

  /** Which rule the value broke, or null. */
  @Nullable String fault() {
    return fault;
  }

  private void value(JsonParser parser, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    switch (token) {
      case START_OBJECT -> {
        if (fits(parser, depth)) {
          object(parser, depth + 1);
        }
      }
      case START_ARRAY -> {
        if (fits(parser, depth)) {
          array(parser, depth + 1);
        }
      }
      case VALUE_STRING ->
          string(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          number(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_TRUE -> out.append("true");
      case VALUE_FALSE -> out.append("false");
      case VALUE_NULL -> out.append("null");
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new IllegalStateException("not at a value: " + token);
    }
  }

  private boolean fits(JsonParser parser, int depth) throws IOException {
    if (depth < StrictJson.DEPTH_MAX) {
      return true;
    }
    fault = "the JSON is nested deeper than " + StrictJson.DEPTH_MAX;
    parser.skipChildren();
    return false;
  }

  private void object(JsonParser parser, int depth) throws IOException {
    NamesSeen names = namesAt(depth);
    out.append('{');
    boolean first = true;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (!names.add(name)) {
        fault = "an object has the key \"" + shortened(name) + "\" twice";
      }
      if (!first) {
        out.append(',');
      }
      first = false;
      string(name);
      out.append(':');
      parser.nextToken();
      value(parser, depth);
    }
    out.append('}');
  }

  private void array(JsonParser parser, int depth) throws IOException {
    out.append('[');
    boolean first = true;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (!first) {
        out.append(',');
      }
      first = false;
      value(parser, depth);
    }
    out.append(']');
  }

  private void string(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        string(text.toCharArray(), 0, text.length());
        return;
      }
    }
    out.append('"').append(text).append('"');
  }

  /** Appends a number as it was typed; one that no decimal type could ever hold is a fault. */
  private void number(char[] text, int offset, int length) {
    int exponent = offset + length;
    for (int i = offset; i < offset + length; i++) {
      if (text[i] == 'e' || text[i] == 'E') {
        exponent = i + 1;
      }
    }
    int digits = offset + length - exponent;
    if (digits > 0 && (text[exponent] == '-' || text[exponent] == '+')) {
      digits--;
    }
    if (digits > StrictJson.EXPONENT_DIGITS_MAX) {
      fault = "a number has an exponent of more than " + StrictJson.EXPONENT_DIGITS_MAX + " digits";
    }
    out.append(text, offset, length);
  }

  /** Appends a string in quotes with the fewest escapes. */
  private void string(char[] text, int offset, int length) {
    out.append('"');
    int plain = offset;
    int end = offset + length;
    for (int i = offset; i < end; i++) {
      char c = text[i];
      if (c >= ' ' && c != '"' && c != '\\') {
        continue;
      }
      out.append(text, plain, i - plain).append('\\');
      plain = i + 1;
      switch (c) {
        case '"', '\\' -> out.append(c);
        case '\n' -> out.append('n');
        case '\r' -> out.append('r');
        case '\t' -> out.append('t');
        case '\b' -> out.append('b');
        case '\f' -> out.append('f');
        default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
      }
    }
    out.append(text, plain, end - plain).append('"');
  }

  static String shortened(String name) {
    return name.length() <= 64 ? name : name.substring(0, 64) + "…";
  }

  private NamesSeen namesAt(int depth) {
    NamesSeen names = seen[depth];
    if (names == null) {
      names = new NamesSeen();
      seen[depth] = names;
    }
    names.clear();
    return names;
  }

  /** The names of one object: a short list as a rule, a set when there are many. */
  private static final class NamesSeen {
    private static final int FEW = 8;

    private final String[] few = new String[FEW];
    private int count;
    private @Nullable Set<String> many;

    void clear() {
      count = 0;
      many = null;
    }

    boolean add(String name) {
      if (many != null) {
        return many.add(name);
      }
      for (int i = 0; i < count; i++) {
        if (few[i].equals(name)) {
          return false;
        }
      }
      if (count < FEW) {
        few[count++] = name;
      } else {
        many = new HashSet<>(Set.of(few));
        many.add(name);
      }
      return true;
    }
  }
}
