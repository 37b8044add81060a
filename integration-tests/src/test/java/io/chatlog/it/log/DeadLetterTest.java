package io.chatlog.it.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Reply;
import io.chatlog.it.kafka.PlainProducer;
import io.chatlog.it.kafka.TopicReader;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/**
 * What others wrote into the log and nobody can decode harms nothing and is kept with its cause.
 */
@WithStandalone
class DeadLetterTest {
  private static final String EVENTS = "chatlog.events";

  private final Standalone standalone;
  private final ChatlogClient client;

  DeadLetterTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @Test
  void garbageGoesToTheDeadLettersAndThePartitionGoesOn() {
    String user = Names.unique("dlq");
    Reply real = client.send(Call.post("/v1/users").json(Json.object("user_id", user))).expect(201);
    int partition = Integer.parseInt(real.position().split(":")[0]);
    byte[] event = value(real.position());
    Map<String, byte[]> garbage = new LinkedHashMap<>();
    try (PlainProducer producer = PlainProducer.of(standalone.bootstrapServers())) {
      for (byte[] bytes : garbage(event)) {
        garbage.put(producer.send(EVENTS, partition, "x␟garbage", bytes), bytes);
      }
      // A good record, but of a user who belongs elsewhere.
      int elsewhere = (partition + 1) % 4;
      garbage.put(producer.send(EVENTS, elsewhere, user + "␟elsewhere", event), event);
    }

    for (Map.Entry<String, byte[]> record : garbage.entrySet()) {
      JsonNode receipt =
          client
              .send(Call.get("/v1/receipts/" + record.getKey()).notBefore(record.getKey()))
              .expect(200)
              .json();
      assertThat(receipt.get("outcome").asText()).isEqualTo("rejected");
      assertThat(receipt.get("code").asText()).isEqualTo("undecodable");
    }
    client.createSession(user, "s");
    client.post(user, "s", Json.object("role", "user", "content", "it goes on"));
    assertThat(client.userStats(user).get("total_messages").asLong()).isEqualTo(1);
    garbage.forEach(this::isDeadLetter);
  }

  /** A record that is there twice is a repetition; a tombstone is nothing to decide. */
  @Test
  void aRecordThatIsThereTwiceCountsOnce() {
    String user = Names.unique("twice");
    client.createUser(user);
    client.createSession(user, "s");
    Reply posted =
        client.post(user, "s", Json.object("message_id", "m", "role", "user", "content", "once"));
    int partition = Integer.parseInt(posted.position().split(":")[0]);
    try (PlainProducer producer = PlainProducer.of(standalone.bootstrapServers())) {
      String again = producer.send(EVENTS, partition, user + "␟again", value(posted.position()));
      String tombstone = producer.send(EVENTS, partition, user + "␟tombstone", null);
      assertThat(
              client
                  .send(Call.get("/v1/receipts/" + again).notBefore(tombstone))
                  .expect(200)
                  .json()
                  .get("outcome")
                  .asText())
          .isEqualTo("applied");
    }
    assertThat(client.sessionStats(user, "s").get("message_count").asLong()).isEqualTo(1);
    assertThat(client.allMessages(user, "s")).hasSize(1);
  }

  private void isDeadLetter(String position, byte[] bytes) {
    List<ConsumerRecord<byte[], byte[]>> letters =
        TopicReader.readAll(standalone.bootstrapServers(), "chatlog.dlq").stream()
            .filter(letter -> origin(letter).equals(position))
            .toList();
    assertThat(letters).as("dead letters of " + position).hasSize(1);
    assertThat(letters.getFirst().value()).isEqualTo(bytes);
    assertThat(header(letters.getFirst(), "chatlog.dlq.cause")).isNotBlank();
    assertThat(header(letters.getFirst(), "chatlog.dlq.topic")).isEqualTo(EVENTS);
  }

  private static String origin(ConsumerRecord<byte[], byte[]> letter) {
    return header(letter, "chatlog.dlq.partition") + ":" + header(letter, "chatlog.dlq.offset");
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private byte[] value(String position) {
    return TopicReader.readAll(standalone.bootstrapServers(), EVENTS).stream()
        .filter(record -> (record.partition() + ":" + record.offset()).equals(position))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static List<byte[]> garbage(byte[] event) {
    byte[] otherMagic = event.clone();
    otherMagic[0] = 7;
    byte[] unknownSchema = event.clone();
    Arrays.fill(unknownSchema, 1, 5, (byte) 0x7f);
    byte[] longString = Arrays.copyOf(event, 15);
    Arrays.fill(longString, 5, 14, (byte) 0xff); // a length of an exabyte
    longString[14] = 1;
    byte[] trailing = Arrays.copyOf(event, event.length + 3);
    return List.of(
        new byte[0],
        "not avro at all".getBytes(StandardCharsets.UTF_8),
        Arrays.copyOf(event, 3),
        Arrays.copyOf(event, 5),
        Arrays.copyOf(event, event.length / 2),
        otherMagic,
        unknownSchema,
        longString,
        trailing);
  }
}
