package io.chatlog.it.interop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Set;

/**
 * The entity of the HTTP API that a fact of the feed is about, made from the fact alone: a consumer
 * needs nothing else.
 */
final class FactEntity {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final Set<String> OBJECTS =
      Set.of("metadata", "preferences", "communication_style", "config");

  private FactEntity() {}

  /** The name of the kind of fact, without its namespace. */
  static String kind(JsonNode feedRecord) {
    String fullName = only(feedRecord.get("fact")).getKey();
    return fullName.substring(fullName.lastIndexOf('.') + 1);
  }

  /** The entity that the API answers for it. */
  static JsonNode of(JsonNode feedRecord) throws JsonProcessingException {
    ObjectNode entity = JSON.createObjectNode();
    String owner = feedRecord.get("user_id").textValue();
    if (!owner.startsWith("persona:") && !owner.startsWith("panel:")) {
      entity.put("user_id", owner);
    }
    for (Map.Entry<String, JsonNode> field : only(feedRecord.get("fact")).getValue().properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if (name.equals("created")) {
        continue;
      }
      if (OBJECTS.contains(name)) {
        entity.set(name, JSON.readTree(value.textValue()));
      } else if (!value.isNull() && (name.endsWith("_at") || name.equals("timestamp"))) {
        long micros = value.longValue();
        entity.put(name, MILLIS.format(Instant.ofEpochMilli(Math.floorDiv(micros, 1_000L))));
      } else {
        entity.set(name, value);
      }
    }
    return AvroJson.comparable(entity);
  }

  static Map.Entry<String, JsonNode> only(JsonNode wrapped) {
    if (wrapped.size() != 1) {
      throw new AssertionError("not one kind of record: " + wrapped);
    }
    return wrapped.properties().iterator().next();
  }
}
