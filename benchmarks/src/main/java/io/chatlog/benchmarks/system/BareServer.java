package io.chatlog.benchmarks.system;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The least that takes messages over HTTP: Javalin and Jackson that read each message, and, with a
 * broker, an idempotent producer that sends its bytes on and waits for the acknowledgement of all
 * replicas. No checks, no schema, no decision. A process of its own.
 */
public final class BareServer {
  private static final JsonFactory JSON = new JsonFactory();
  static final String TOPIC = "bare";
  private static final int ACK_SECONDS_MAX = 30;

  private final @Nullable KafkaProducer<byte[], byte[]> producer;

  private BareServer(@Nullable KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the port, and the bootstrap servers of the broker, or nothing for none
   */
  public static void main(String[] arguments) {
    BareServer server =
        new BareServer(
            arguments.length < 2
                ? null
                : new KafkaProducer<>(
                    producer(arguments[1]), new ByteArraySerializer(), new ByteArraySerializer()));
    Javalin.create(
            config -> {
              config.concurrency.useVirtualThreads = true;
              config.http.maxRequestSize = 16 << 20;
              config.startup.showJavalinBanner = false;
              config.routes.get("/readyz", context -> context.result("ready"));
              config.routes.post("/v1/messages:batch", server::batch);
              config.routes.post("/v1/users/{user}/sessions/{session}/messages", server::single);
            })
        .start("127.0.0.1", Integer.parseInt(arguments[0]));
  }

  /** How it produces: as Chatlog's ingest does. */
  static Map<String, Object> producer(String bootstrap) {
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "acks",
        "all",
        "enable.idempotence",
        "true",
        "linger.ms",
        "0",
        "compression.type",
        "zstd",
        "batch.size",
        "262144");
  }

  private void single(Context context) throws Exception {
    byte[] body = context.bodyAsBytes();
    read(body, 0, body.length);
    send(List.of(record(context.pathParam("user"), body)));
    context.status(202).json(Map.of("id", "x", "position", "0:0"));
  }

  private void batch(Context context) throws Exception {
    byte[] body = context.bodyAsBytes();
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < body.length; at++) {
      if (body[at] == '\n') {
        String user = read(body, from, at - from);
        byte[] line = new byte[at - from];
        System.arraycopy(body, from, line, 0, line.length);
        records.add(record(user, line));
        from = at + 1;
      }
    }
    send(records);
    context.status(202).result("{\"succeeded\":" + records.size() + "}");
  }

  private static ProducerRecord<byte[], byte[]> record(String user, byte[] value) {
    return new ProducerRecord<>(TOPIC, user.getBytes(StandardCharsets.UTF_8), value);
  }

  /** Reads every token; the user. */
  private static String read(byte[] json, int from, int length) throws IOException {
    String user = "";
    try (JsonParser parser = JSON.createParser(json, from, length)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          String text = parser.getText();
          if ("user_id".equals(parser.currentName())) {
            user = text;
          }
        }
      }
    }
    return user;
  }

  private void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    if (producer == null) {
      return;
    }
    List<Future<RecordMetadata>> acks = new ArrayList<>(records.size());
    for (ProducerRecord<byte[], byte[]> record : records) {
      acks.add(producer.send(record));
    }
    for (Future<RecordMetadata> ack : acks) {
      ack.get(ACK_SECONDS_MAX, TimeUnit.SECONDS);
    }
  }
}
