package io.chatlog.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The top level of a JSON Merge Patch: which fields it names and with what. Whoever accepted the
 * patch has checked the types; a field of another type is a bug there. Not thread-safe.
 */
public final class PatchText {
  private final ObjectNode patch;

  private PatchText(ObjectNode patch) {
    this.patch = patch;
  }

  /**
   * @throws IllegalArgumentException when the text is not a JSON object
   */
  public static PatchText parse(String json) {
    if (JsonText.parse(json) instanceof ObjectNode object) {
      return new PatchText(object);
    }
    throw new IllegalArgumentException("a patch is a JSON object");
  }

  /** Whether the patch names a field, be it with null. */
  public boolean names(String field) {
    return patch.has(field);
  }

  /** The text that a field is set to; null when the patch removes it or does not name it. */
  public @Nullable String text(String field) {
    JsonNode value = patch.get(field);
    return value == null || value.isNull() ? null : value.asText();
  }

  /** The texts that an array field is set to; empty when the patch removes or does not name it. */
  public List<String> texts(String field) {
    JsonNode value = patch.get(field);
    List<String> texts = new ArrayList<>();
    if (value != null && !value.isNull()) {
      value.forEach(item -> texts.add(item.asText()));
    }
    return texts;
  }

  /** The numbers that an array field is set to; null when the patch removes or does not name it. */
  public float @Nullable [] floats(String field) {
    JsonNode value = patch.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    float[] numbers = new float[value.size()];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = Float.parseFloat(value.get(at).asText());
    }
    return numbers;
  }

  /** The JSON of a field, {@code null} included; {@code "null"} when the patch does not name it. */
  public String json(String field) {
    JsonNode value = patch.get(field);
    return value == null ? "null" : value.toString();
  }
}
