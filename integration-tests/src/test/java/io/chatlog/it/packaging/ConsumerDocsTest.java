package io.chatlog.it.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.avro.FeedRecord;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.topic.TopicCatalogue;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.TopicSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What consumers are told is what the catalogue says. */
class ConsumerDocsTest {
  private final String topics = text("docs/reference/topics.md");

  @Test
  void everyTopicHasItsRow() {
    for (TopicSettings topic : TopicCatalogue.topics(TopicPlan.standalone())) {
      String row =
          topics
              .lines()
              .filter(line -> line.startsWith("| `" + topic.name() + "` |"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(topic.name() + " is not documented"));
      String kept =
          topic.valueOf("cleanup.policy").equals("compact")
              ? "(compacted"
              : days(topic.valueOf("retention.ms")) + " days";
      assertThat(row).contains(kept);
    }
    assertThat(topics).contains(TopicPlan.STANDALONE_PARTITIONS + " in a standalone");
  }

  @Test
  void everyRecordAndFactIsNamed() {
    for (RegisteredSchema schema : SchemaCatalogue.released()) {
      assertThat(topics).contains(new Schema.Parser().parse(schema.schemaJson()).getName());
    }
    for (Schema fact : FeedRecord.getClassSchema().getField("fact").schema().getTypes()) {
      assertThat(topics).contains("| `" + fact.getName() + "` |");
    }
  }

  @Test
  void theLockedPackagesAreTheDocumentedOnes() throws IOException {
    JsonMapper json = new JsonMapper();
    JsonNode wanted = json.readTree(text("examples/consumers/node/package.json"));
    JsonNode lock = json.readTree(text("examples/consumers/node/package-lock.json"));
    wanted
        .get("dependencies")
        .properties()
        .forEach(
            entry ->
                assertThat(
                        lock.at("/packages/node_modules~1" + pointer(entry.getKey()) + "/version")
                            .textValue())
                    .isEqualTo(entry.getValue().textValue()));
    assertThat(lock.findValues("resolved")).as("names of registries' hosts").isEmpty();
    String readme = text("examples/consumers/README.md");
    for (String name : List.of("kafkajs", "@kafkajs/confluent-schema-registry")) {
      String version = wanted.get("dependencies").get(name).textValue();
      assertThat(readme).contains("`" + name + "` " + version);
    }
  }

  private static String pointer(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static long days(String millis) {
    return Duration.ofMillis(Long.parseLong(millis)).toDays();
  }

  private static String text(String file) {
    try {
      return Files.readString(Checkout.root().resolve(file));
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }
}
