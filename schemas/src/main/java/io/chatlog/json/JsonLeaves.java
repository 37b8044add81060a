package io.chatlog.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The single values of a JSON text, with the way to each. */
public final class JsonLeaves {
  private JsonLeaves() {}

  /** Takes the values one by one. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A string, number or boolean.
     *
     * @param path the names on the way to it with dots between them; the items of an array are all
     *     found under the name of the array
     * @param text a string's characters, a number as it is written, {@code true} or {@code false}
     * @param number whether it is a number
     */
    void leaf(String path, String text, boolean number);
  }

  /**
   * Visits every string, number and boolean of a text, in its order; nulls are passed over.
   *
   * @throws IllegalArgumentException when the text is not JSON
   */
  public static void visit(String json, Visitor visitor) {
    if (json.equals(JsonText.EMPTY_OBJECT)) {
      return;
    }
    try (JsonParser parser = JsonText.MAPPER.createParser(json)) {
      StringBuilder path = new StringBuilder();
      Deque<Integer> outer = new ArrayDeque<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        switch (token) {
          case START_OBJECT -> outer.push(path.length());
          case END_OBJECT -> path.setLength(outer.pop());
          case FIELD_NAME -> {
            path.setLength(outer.element());
            path.append(outer.size() > 1 ? "." : "").append(parser.currentName());
          }
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
              visitor.leaf(path.toString(), parser.getText(), true);
          case VALUE_STRING, VALUE_TRUE, VALUE_FALSE ->
              visitor.leaf(path.toString(), parser.getText(), false);
          case START_ARRAY, END_ARRAY, VALUE_NULL, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE -> {}
        }
      }
    } catch (IOException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getMessage(), broken);
    }
  }

  /**
   * Whether some value in a text is null, or an object or array with nothing in it; the text itself
   * may be an object without fields.
   *
   * @throws IllegalArgumentException when the text is not JSON
   */
  public static boolean hasEmptyValues(String json) {
    if (json.equals(JsonText.EMPTY_OBJECT)) {
      return false;
    }
    try (JsonParser parser = JsonText.MAPPER.createParser(json)) {
      JsonToken before = null;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        boolean empty =
            token == JsonToken.VALUE_NULL
                || (token == JsonToken.END_OBJECT && before == JsonToken.START_OBJECT)
                || (token == JsonToken.END_ARRAY && before == JsonToken.START_ARRAY);
        if (empty && !parser.getParsingContext().inRoot()) {
          return true;
        }
        before = token;
      }
      return false;
    } catch (IOException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getMessage(), broken);
    }
  }
}
