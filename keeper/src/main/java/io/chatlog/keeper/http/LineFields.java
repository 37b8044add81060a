package io.chatlog.keeper.http;

import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What fields of lines have in common: absent for null, times as numbers, nothing left to guess.
 */
final class LineFields {
  private LineFields() {}

  static void text(String name, @Nullable String text, JsonWriter json) throws IOException {
    if (text != null) {
      json.field(name, text);
    }
  }

  static void number(String name, @Nullable Long number, JsonWriter json) throws IOException {
    if (number != null) {
      json.field(name, number.longValue());
    }
  }

  static String text(String name, Fields fields) {
    String text = fields.require(name) ? fields.text(name) : null;
    if (text == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return text;
  }

  static String object(String name, Fields fields) {
    String json = fields.object(name);
    if (json == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return json;
  }

  static @Nullable Long numberOrNull(String name, Fields fields) {
    return fields.integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  static long number(String name, Fields fields) {
    Long number = numberOrNull(name, fields);
    if (number == null) {
      throw new IllegalArgumentException("it has no " + name);
    }
    return number;
  }

  /** Texts, whatever is in them. */
  static List<String> texts(String name, Fields fields) {
    return fields.strings(name, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
  }

  /** An id, or null. */
  static <T> @Nullable T id(String name, Fields fields, Function<String, T> of) {
    String id = fields.text(name);
    return id == null ? null : of.apply(id);
  }
}
