package io.chatlog.exchange.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. Every question may be asked of every value: what it is not answers as if it were
 * absent, because files of other systems hold anything anywhere.
 */
public sealed interface Json {
  /** An object, its fields in their order. */
  record Obj(Map<String, Json> fields) implements Json {
    public Obj {
      fields = Collections.unmodifiableMap(fields);
    }
  }

  /** An array. */
  record Arr(List<Json> values) implements Json {
    public Arr {
      values = List.copyOf(values);
    }
  }

  /** A string without lone surrogates. */
  record Text(String value) implements Json {}

  /** A number as it was typed. */
  record Num(String digits) implements Json {}

  /** The three words of JSON. */
  enum Word implements Json {
    TRUE,
    FALSE,
    NULL
  }

  /** A field of an object; {@code null} where there is none. */
  default Json get(String name) {
    return this instanceof Obj(Map<String, Json> fields)
        ? fields.getOrDefault(name, Word.NULL)
        : Word.NULL;
  }

  /** The fields of an object; none of anything else. */
  default Map<String, Json> members() {
    return this instanceof Obj(Map<String, Json> fields) ? fields : Map.of();
  }

  /** The values of an array; none of anything else. */
  default List<Json> items() {
    return this instanceof Arr(List<Json> values) ? values : List.of();
  }

  /** The string; null for anything else. */
  default @Nullable String text() {
    return this instanceof Text(String value) ? value : null;
  }

  /** The string, where it has a visible character. */
  default @Nullable String visible() {
    String text = text();
    return text == null || text.isBlank() ? null : text;
  }

  default boolean isTrue() {
    return this == Word.TRUE;
  }

  default boolean isNull() {
    return this == Word.NULL;
  }

  /** The value as JSON without white space between tokens, numbers as they were typed. */
  default String compact() {
    StringBuilder out = new StringBuilder();
    JsonText.write(this, out);
    return out.toString();
  }

  /** Gathers the fields of an object. */
  final class Builder {
    private final Map<String, Json> fields = new LinkedHashMap<>();

    /** Adds a field, unless there is nothing to say. */
    public Builder put(String name, Json value) {
      if (!value.isNull()) {
        fields.put(name, value);
      }
      return this;
    }

    /** Adds a string, unless it is null. */
    public Builder put(String name, @Nullable String value) {
      return value == null ? this : put(name, new Text(value));
    }

    /** Adds an array, unless it is empty. */
    public Builder put(String name, List<Json> values) {
      return values.isEmpty() ? this : put(name, new Arr(values));
    }

    /** Adds a field, whatever it holds. */
    public void keep(String name, Json value) {
      fields.put(name, value);
    }

    /** Whether there is no field. */
    public boolean isEmpty() {
      return fields.isEmpty();
    }

    /** The object. */
    public Json build() {
      return new Obj(new LinkedHashMap<>(fields));
    }

    /** The object as text; null when it has no field. */
    public @Nullable String compact() {
      return fields.isEmpty() ? null : new Obj(fields).compact();
    }
  }
}
