package io.chatlog.serde;

import io.chatlog.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ids under which a registry knows the schemas that this version writes: asked once at start,
 * so that no record asks. Immutable.
 */
public final class SchemaIds implements SchemaSource {
  private static final List<String> TOPICS =
      List.of(Topics.EVENTS, Topics.FEED, Topics.REJECTIONS, Topics.SESSIONS, Topics.USER_STATS);

  private final Map<String, Integer> byTopic;
  private final Map<Integer, String> texts;
  private final SchemaSource others;

  private SchemaIds(Map<String, Integer> byTopic, Map<Integer, String> texts, SchemaSource others) {
    this.byTopic = byTopic;
    this.texts = texts;
    this.others = others;
  }

  /**
   * Registers the schemas of this version where the registry does not know them.
   *
   * @throws RegistryRefusedException when the registry does not take a schema
   * @throws IOException when no registry answered in time
   */
  public static SchemaIds register(RegistryClient registry) throws IOException {
    Map<String, Integer> byTopic = new TreeMap<>();
    Map<Integer, String> texts = new TreeMap<>();
    for (String topic : TOPICS) {
      RegisteredSchema schema = SchemaCatalogue.latest(topic);
      int id = registry.register(schema.subject(), schema.schemaJson());
      byTopic.put(topic, id);
      texts.put(id, schema.schemaJson());
    }
    return new SchemaIds(byTopic, texts, registry);
  }

  /**
   * The id of the schema that this version writes to a topic.
   *
   * @throws IllegalArgumentException when the topic holds no Avro
   */
  public int of(String topic) {
    Integer id = byTopic.get(topic);
    if (id == null) {
      throw new IllegalArgumentException("no schema for topic " + topic);
    }
    return id;
  }

  /** The schema with an id: without asking for those of this version, from the registry else. */
  @Override
  public Optional<String> schemaById(int id) throws IOException {
    String known = texts.get(id);
    return known == null ? others.schemaById(id) : Optional.of(known);
  }
}
