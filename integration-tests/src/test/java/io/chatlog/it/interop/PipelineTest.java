package io.chatlog.it.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Reply;
import io.chatlog.it.interop.WriteScript.Step;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import io.chatlog.topic.Partitions;
import io.chatlog.topic.TopicPlan;
import io.chatlog.topic.Topics;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What was posted over HTTP comes out of the topics in every field, to programs that know nothing
 * of Chatlog but its registry.
 */
@Tag("interop")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PipelineTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String UUID_V7 =
      "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

  private final List<Step> steps = WriteScript.steps();
  private final List<Position> positions = new ArrayList<>();
  private final List<JsonNode> answers = new ArrayList<>();
  private Standalone standalone;
  private long beganMicros;

  @BeforeAll
  void write() {
    standalone = Standalone.start(Workspace.empty("interop"));
    beganMicros = nowMillis() * 1_000;
    try (ChatlogClient client = ChatlogClient.of(standalone)) {
      for (Step step : steps) {
        Call call = step.method().equals("POST") ? Call.post(step.path()) : Call.patch(step.path());
        Reply reply =
            client
                .send(call.body(step.contentType(), step.body()).patiently())
                .expect(step.status());
        boolean batch = reply.json().has("items");
        String position =
            batch ? reply.items().getFirst().get("position").textValue() : reply.position();
        answers.add(reply.json());
        positions.add(Position.parse(position).orElseThrow());
      }
    }
  }

  @AfterAll
  void stop() {
    standalone.close();
  }

  @ParameterizedTest
  @EnumSource(ExampleConsumer.class)
  void eventsHoldWhatWasPosted(ExampleConsumer consumer) throws Exception {
    Map<Position, JsonNode> events =
        read(consumer, Topics.EVENTS, steps.size()).stream()
            .collect(toMap(PipelineTest::place, Function.identity()));
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      JsonNode line = events.get(positions.get(at));
      JsonNode event = line.get("value");
      assertThat(event.get("event_id").textValue()).matches(UUID_V7);
      assertThat(line.get("key").textValue())
          .isEqualTo(step.user() + '\u001f' + event.get("event_id").textValue());
      assertThat(event.get("user_id").textValue()).isEqualTo(step.user());
      assertThat(event.get("idempotency_key").isNull()).isTrue();
      assertThat(event.get("actor").isNull()).isTrue();
      assertThat(event.get("received_at").longValue())
          .isBetween(beganMicros, nowMillis() * 1_000 + 999);
      JsonNode wanted = AvroJson.comparable(JSON.readTree(step.payload()));
      assertThat(AvroJson.withoutUnset(AvroJson.comparable(event.get("payload")), wanted))
          .isEqualTo(wanted);
      assertThat(event.get("condition").isNull()).isTrue();
      assertThat(event.get("rules").intValue()).isEqualTo(1);
      assertThat(event.properties()).hasSize(8);
    }
  }

  @ParameterizedTest
  @EnumSource(ExampleConsumer.class)
  void theFeedHoldsWhatWasAnswered(ExampleConsumer consumer) throws Exception {
    int facts = steps.stream().mapToInt(step -> step.facts().size()).sum();
    List<JsonNode> lines = read(consumer, Topics.FEED, facts);
    Map<Position, List<JsonNode>> feed = lines.stream().collect(groupingBy(PipelineTest::source));
    for (int at = 0; at < steps.size(); at++) {
      Step step = steps.get(at);
      List<JsonNode> told = feed.getOrDefault(positions.get(at), List.of());
      assertThat(told.stream().map(line -> FactEntity.kind(line.get("value"))).toList())
          .isEqualTo(step.facts());
      for (JsonNode line : told) {
        assertThat(line.get("key").textValue())
            .startsWith(step.user() + "\u001f" + line.at("/value/event_id").textValue());
        assertThat(line.at("/value/user_id").textValue()).isEqualTo(step.user());
      }
      if (told.size() == 1) {
        assertThat(FactEntity.of(told.getFirst().get("value")))
            .isEqualTo(AvroJson.comparable(answers.get(at)));
      }
    }
    List<JsonNode> onTheWay = feed.get(positions.getLast());
    JsonNode session = FactEntity.of(onTheWay.get(1).get("value"));
    assertThat(session.get("title").textValue()).isEqualTo("Made on the way");
    assertThat(session.get("channel").textValue()).isEqualTo("irc");
    assertThat(session.get("source").textValue()).isEqualTo("log");
    JsonNode message = FactEntity.of(onTheWay.get(2).get("value"));
    assertThat(message.get("content").textValue()).isEqualTo("hello");
    assertThat(message.get("seq").intValue()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(ExampleConsumer.class)
  void rejectionsSayWhatWasAnswered(ExampleConsumer consumer) throws Exception {
    List<Integer> refused = new ArrayList<>();
    for (int at = 0; at < steps.size(); at++) {
      if (steps.get(at).status() >= 400) {
        refused.add(at);
      }
    }
    Map<Position, List<JsonNode>> rejections =
        read(consumer, Topics.REJECTIONS, refused.size()).stream()
            .collect(groupingBy(PipelineTest::source));
    for (int at : refused) {
      JsonNode rejection = rejections.get(positions.get(at)).getFirst().get("value");
      JsonNode answer = answers.get(at);
      assertThat(rejection.get("code")).isEqualTo(answer.get("code"));
      assertThat(rejection.get("detail")).isEqualTo(answer.get("detail"));
      assertThat(rejection.get("user_id").textValue()).isEqualTo(steps.get(at).user());
      assertThat(rejection.get("kind").textValue()).isEqualTo("PostMessage");
      assertThat(rejection.get("entity_id").textValue()).isEqualTo("m-1");
    }
  }

  @Test
  void kcatFindsFramingKeysAndPartitions() throws Exception {
    List<Kcat.Raw> events = Kcat.read(standalone.bootstrapServers(), Topics.EVENTS);
    assertThat(events).hasSameSizeAs(steps);
    for (Kcat.Raw event : events) {
      String[] key = event.keyText().split("\u001f");
      assertThat(key).hasSize(2);
      assertThat(key[1]).matches(UUID_V7);
      framed(event, Topics.EVENTS, key[0]);
    }
    int facts = steps.stream().mapToInt(step -> step.facts().size()).sum();
    List<Kcat.Raw> feed = Kcat.read(standalone.bootstrapServers(), Topics.FEED);
    assertThat(feed).hasSize(facts);
    for (Kcat.Raw fact : feed) {
      framed(fact, Topics.FEED, fact.keyText().split("\u001f")[0]);
    }
    assertThat(feed.stream().map(Kcat.Raw::keyText)).doesNotHaveDuplicates();
    assertThat(feed.stream().map(fact -> fact.keyText().split("\u001f")[0]))
        .contains("alice", WriteScript.ODD_USER, "carol")
        .doesNotContain("nobody");
  }

  /** A zero, the id under which the registry has the schema, Avro; placed by its user alone. */
  private void framed(Kcat.Raw record, String topic, String user) throws Exception {
    assertThat(record.partition())
        .isEqualTo(Partitions.of(new UserId(user), TopicPlan.STANDALONE_PARTITIONS));
    ByteBuffer value = ByteBuffer.wrap(record.value());
    assertThat(value.get()).isZero();
    assertThat(value.getInt()).isEqualTo(latest(topic).get("id").intValue());
    assertThat(value.remaining()).isPositive();
    assertThat(new String(record.value(), UTF_8)).contains(user);
  }

  private JsonNode latest(String topic) throws Exception {
    URI url = standalone.registry().resolve("/subjects/" + topic + "-value/versions/latest");
    JsonNode latest;
    try (InputStream answer = url.toURL().openStream()) {
      latest = JSON.readTree(answer);
    }
    assertThat(new Schema.Parser().parse(latest.get("schema").textValue()).getType())
        .isEqualTo(Schema.Type.RECORD);
    return latest;
  }

  private List<JsonNode> read(ExampleConsumer consumer, String topic, int count) throws Exception {
    List<JsonNode> lines =
        consumer.read(standalone.bootstrapServers(), standalone.registry(), topic, count);
    assertThat(lines).hasSize(count);
    return lines;
  }

  private static long nowMillis() {
    return System.currentTimeMillis();
  }

  /** Where a record stands. */
  private static Position place(JsonNode line) {
    return new Position(line.get("partition").intValue(), line.get("offset").longValue());
  }

  /** Where the event stands that a derived record comes from. */
  private static Position source(JsonNode line) {
    JsonNode value = line.get("value");
    return new Position(value.get("partition").intValue(), value.get("offset").longValue());
  }
}
