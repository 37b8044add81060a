package io.chatlog.serde;

import io.chatlog.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * Every schema that was ever released, oldest first per subject. Append only: records in users'
 * logs bear the ids. The texts are resources beside this class; the schemas that the code is
 * generated from must be compatible with all of them, which a test holds.
 */
public final class SchemaCatalogue {
  private static final List<RegisteredSchema> RELEASED =
      List.of(
          released(Topics.EVENTS, 1, 1),
          released(Topics.FEED, 1, 2),
          released(Topics.REJECTIONS, 1, 3),
          released(Topics.SESSIONS, 1, 4),
          released(Topics.USER_STATS, 1, 5),
          released(Topics.EVENTS, 2, 6),
          released(Topics.FEED, 2, 7),
          released(Topics.EVENTS, 3, 8),
          released(Topics.FEED, 3, 9),
          released(Topics.EVENTS, 4, 10),
          released(Topics.FEED, 4, 11),
          released(Topics.EVENTS, 5, 12),
          released(Topics.EVENTS, 6, 13));

  private SchemaCatalogue() {}

  /** All released schemas. */
  public static List<RegisteredSchema> released() {
    return RELEASED;
  }

  /**
   * The schema that this version writes to a topic.
   *
   * @throws NoSuchElementException when the topic holds no Avro
   */
  public static RegisteredSchema latest(String topic) {
    return RELEASED.stream()
        .filter(schema -> schema.subject().equals(subject(topic)))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  /** The schema with an id of this catalogue. */
  public static Optional<RegisteredSchema> byId(int id) {
    return RELEASED.stream().filter(schema -> schema.id() == id).findFirst();
  }

  /** The subject under which a topic's values are registered. */
  public static String subject(String topic) {
    return topic + "-value";
  }

  private static RegisteredSchema released(String topic, int version, int id) {
    String name = "released/" + subject(topic) + "/v" + version + ".avsc";
    try (InputStream in = SchemaCatalogue.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // one line, as registries hold schemas
      return new RegisteredSchema(
          subject(topic), version, id, new Schema.Parser().parse(text).toString());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
