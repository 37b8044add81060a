package io.chatlog.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Single fields of small JSON objects, for clients of other servers. */
public final class JsonFields {
  private JsonFields() {}

  /** An object with one field, the value a string. */
  public static String object(String field, String value) {
    return JsonText.MAPPER.createObjectNode().put(field, value).toString();
  }

  /** An object with fields in the order of a map; the values are strings and numbers. */
  public static String object(Map<String, ? extends @Nullable Object> fields) {
    return JsonText.MAPPER.valueToTree(fields).toString();
  }

  /** A field that is a string; empty when it is not there, is none, or the text is no object. */
  public static Optional<String> text(String json, String field) {
    JsonNode value = field(json, field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /**
   * A field that is a 32-bit number; empty when it is not there, is none, or the text no object.
   */
  public static OptionalInt number(String json, String field) {
    JsonNode value = field(json, field);
    return value.isInt() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
  }

  private static JsonNode field(String json, String field) {
    try {
      return JsonText.parse(json).path(field);
    } catch (IllegalArgumentException e) {
      return JsonText.MAPPER.missingNode();
    }
  }
}
