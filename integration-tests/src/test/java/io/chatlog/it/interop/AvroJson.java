package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.event.EventAvro;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer has to print for a record: every field of the schema, times as microseconds,
 * bytes as base64, and the record that a union of several records holds under its full name.
 */
final class AvroJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private AvroJson() {}

  static ObjectNode of(IndexedRecord record) {
    ObjectNode object = NODES.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), value(record.get(field.pos()), field.schema()));
    }
    return object;
  }

  private static JsonNode value(@Nullable Object value, Schema schema) {
    return switch (value) {
      case null -> NODES.nullNode();
      case IndexedRecord record when records(schema) > 1 ->
          NODES.objectNode().set(record.getSchema().getFullName(), of(record));
      case IndexedRecord record -> of(record);
      case CharSequence text -> NODES.textNode(text.toString());
      case ByteBuffer bytes -> NODES.textNode(base64(bytes));
      case Boolean bool -> NODES.booleanNode(bool);
      // As a number of the language that has only one kind of them.
      case Integer number -> NODES.numberNode(number.doubleValue());
      case Long number -> NODES.numberNode(number.doubleValue());
      case Float number -> NODES.numberNode(number.doubleValue());
      case Double number -> NODES.numberNode(number.doubleValue());
      case Instant time -> NODES.numberNode((double) EventAvro.micros(time));
      case List<?> list -> {
        ArrayNode array = NODES.arrayNode();
        list.forEach(item -> array.add(value(item, schema)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, item) -> object.set(key.toString(), value(item, schema)));
        yield object;
      }
      default -> throw new IllegalArgumentException("a value of " + value.getClass());
    };
  }

  private static String base64(ByteBuffer bytes) {
    return new String(Base64.getEncoder().encode(bytes.duplicate()).array(), ISO_8859_1);
  }

  /** A payload without fields that are null and of which another does not speak. */
  static JsonNode withoutUnset(JsonNode payload, JsonNode other) {
    ObjectNode copy = payload.deepCopy();
    copy.properties()
        .forEach(
            kind -> {
              if (kind.getValue() instanceof ObjectNode fields) {
                JsonNode known = other.path(kind.getKey());
                fields
                    .properties()
                    .removeIf(field -> field.getValue().isNull() && !known.has(field.getKey()));
              }
            });
    return copy;
  }

  /** The same node with every number as a double, to be compared with {@link #of}. */
  static JsonNode comparable(JsonNode node) {
    if (node.isNumber()) {
      return NODES.numberNode(node.doubleValue());
    }
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      node.forEach(item -> array.add(comparable(item)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = NODES.objectNode();
      node.properties().forEach(entry -> object.set(entry.getKey(), comparable(entry.getValue())));
      return object;
    }
    return node;
  }

  private static long records(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().filter(type -> type.getType() == Schema.Type.RECORD).count()
        : 0;
  }
}
