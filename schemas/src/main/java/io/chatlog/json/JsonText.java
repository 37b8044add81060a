package io.chatlog.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations on JSON that is held as text. Numbers keep their exact value, members their order.
 * Thread-safe.
 */
public final class JsonText {
  /** An object without members. */
  public static final String EMPTY_OBJECT = "{}";

  static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(100)
                          .maxNumberLength(100_000)
                          .build())
                  .build())
          .setNodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .configure(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES, false);

  private JsonText() {}

  /**
   * A JSON object changed by a JSON Merge Patch (RFC 7396).
   *
   * @param target the object as text, or null for an empty one
   * @param patch the patch as text: an object, or {@code null}, which empties the object
   * @throws IllegalArgumentException when either is not such a text
   */
  public static String mergePatch(@Nullable String target, String patch) {
    JsonNode changes = parse(patch);
    if (changes.isNull()) {
      return EMPTY_OBJECT;
    }
    if (!(changes instanceof ObjectNode patchObject)) {
      throw new IllegalArgumentException("a merge patch of an object is an object or null");
    }
    ObjectNode result =
        target != null && parse(target) instanceof ObjectNode object
            ? object
            : MAPPER.createObjectNode();
    merge(result, patchObject);
    return result.toString();
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    for (Iterator<Map.Entry<String, JsonNode>> fields = patch.fields(); fields.hasNext(); ) {
      Map.Entry<String, JsonNode> change = fields.next();
      JsonNode value = change.getValue();
      if (value.isNull()) {
        target.remove(change.getKey());
      } else if (value instanceof ObjectNode inner) {
        ObjectNode into =
            target.get(change.getKey()) instanceof ObjectNode present
                ? present
                : target.objectNode();
        merge(into, inner);
        target.set(change.getKey(), into);
      } else {
        target.set(change.getKey(), value);
      }
    }
  }

  /**
   * Whether two texts say the same: white space, the order of members and how a number is written
   * do not matter.
   */
  public static boolean same(String one, String other) {
    return one.equals(other) || parse(one).equals(parse(other));
  }

  static JsonNode parse(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException broken) {
      throw new IllegalArgumentException("not JSON: " + broken.getOriginalMessage(), broken);
    }
  }
}
