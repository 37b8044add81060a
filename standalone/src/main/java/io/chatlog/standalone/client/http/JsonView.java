package io.chatlog.standalone.client.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value of a JSON answer as one who prints it sees it: what is absent reads as empty, because a
 * server of another release may leave it out. Immutable.
 */
public final class JsonView {
  private static final JsonMapper JSON = new JsonMapper();

  private final JsonNode node;

  private JsonView(JsonNode node) {
    this.node = node;
  }

  /**
   * Reads a whole value.
   *
   * @throws IOException when it is none
   */
  public static JsonView parse(byte[] json) throws IOException {
    try {
      return new JsonView(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IOException("the answer is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Reads a whole value. */
  public static JsonView parse(String json) throws IOException {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** A text as a JSON string. */
  public static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  /** A field of an object. */
  public JsonView at(String field) {
    return new JsonView(node.path(field));
  }

  /** Whether there is a value here, and it is not null. */
  public boolean isPresent() {
    return !node.isMissingNode() && !node.isNull();
  }

  /** Whether it is an object or an array, and so has no text. */
  public boolean isContainer() {
    return node.isContainerNode();
  }

  /** A string as it is, any other scalar as it is written; empty for what has no text. */
  public String text() {
    return node.isNull() ? "" : node.asText("");
  }

  /** The text of a field. */
  public String text(String field) {
    return at(field).text();
  }

  /** A number; 0 for what is none. */
  public long integer() {
    return node.asLong(0);
  }

  /** A number; 0 for what is none. */
  public double decimal() {
    return node.asDouble(0);
  }

  /** Whether it is a number. */
  public boolean isNumber() {
    return node.isNumber();
  }

  /** Whether it is a number without a fraction. */
  public boolean isInteger() {
    return node.isIntegralNumber();
  }

  /** The items of an array, in their order. */
  public List<JsonView> items() {
    List<JsonView> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(item -> items.add(new JsonView(item)));
    }
    return items;
  }

  /** The fields of an object, in their order. */
  public Map<String, JsonView> fields() {
    Map<String, JsonView> fields = new LinkedHashMap<>();
    node.properties().forEach(field -> fields.put(field.getKey(), new JsonView(field.getValue())));
    return fields;
  }

  /** The JSON, on one line. */
  @Override
  public String toString() {
    return node.toString();
  }
}
