package io.chatlog.it.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** A model makes the vectors: of what was written while it was away, too. */
class ModelTest {
  private static final String USER = "ada";

  @Test
  void whatIsWrittenWhileTheModelIsAwayIsFoundOnceItIsBack() throws Exception {
    Path directory = Workspace.empty("model");
    try (ModelService model = new ModelService(true);
        Standalone system =
            Standalone.start(
                directory,
                "--set",
                "chatlog.embeddings.provider=http",
                "--set",
                "chatlog.embeddings.url=" + model.url(),
                "--set",
                "chatlog.embeddings.model=things",
                "--set",
                "chatlog.embeddings.dimensions=4",
                "--set",
                "chatlog.embeddings.attempts_max=1");
        ChatlogClient client = ChatlogClient.of(system)) {
      client.createUser(USER);
      client.createSession(USER, "s");
      say(client, "m1", "an apple and a pear");
      say(client, "m2", "the dog chased the cat");
      say(client, "m3", "blue and green");
      client.post(
          USER,
          "s",
          Json.object(
              "message_id",
              "m4",
              "role",
              "user",
              "content",
              "a cherry",
              "embedding",
              Json.array(0, 0, 1, 0)));
      client
          .send(
              Call.post(Paths.messages(USER, "s"))
                  .json(
                      Json.object(
                          "role", "user", "content", "x", "embedding", Json.array(0, 0, 1))))
          .expectProblem(422, "embedding_mismatch");
      client
          .send(
              Call.post(Paths.session(USER, "s") + "/documents")
                  .json(
                      Json.object(
                          "document_id",
                          "d",
                          "filename",
                          "diary.txt",
                          "content",
                          "It rains. ".repeat(120) + "She plays the flute. ".repeat(60))))
          .expect(201);
      client.send(semantic("fruit")).expectProblem(503, "embedder_unavailable");
      assertThat(client.search(USER, "apple").get("items")).hasSize(1);

      model.comeBack();
      await(() -> near(client, "fruit").size() == 1);
      await(() -> near(client, "animal").size() == 1);
      await(() -> near(client, "colour").size() == 2);
      assertThat(near(client, "fruit")).containsExactly("m1");
      assertThat(near(client, "animal")).containsExactly("m2");
      assertThat(near(client, "colour")).containsExactly("m3", "m4");

      client
          .send(Call.patch(Paths.message(USER, "s", "m3")).json(Json.object("content", "a horse")))
          .expect(200);
      assertThat(near(client, "colour")).containsExactly("m4");
      await(() -> near(client, "animal").size() == 2);
      await(() -> !near(client, "instrument").isEmpty());
      int chunks =
          client
              .send(Call.get(Paths.session(USER, "s") + "/documents/d"))
              .expect(200)
              .json()
              .get("chunk_count")
              .asInt();
      List<JsonNode> pieces = client.send(semantic("instrument")).expect(200).items();
      assertThat(pieces).isNotEmpty().hasSizeLessThan(chunks);
      for (JsonNode piece : pieces) {
        assertThat(piece.get("type").asText()).isEqualTo("document");
        assertThat(piece.get("content").asText()).contains("flute");
      }
      client
          .send(Call.patch(Paths.session(USER, "s")).json(Json.object("title", "Of drum and harp")))
          .expect(200);
      Call sessions = semantic("instrument").query("type", "session");
      await(() -> !client.send(sessions).expect(200).items().isEmpty());
      assertThat(client.send(sessions).items().getFirst().get("content").asText())
          .isEqualTo("Of drum and harp");
      assertThat(client.send(Call.get("/metrics")).text())
          .contains("chatlog_embeddings_made_total " + (5 + chunks) + ".0")
          .contains("chatlog_embeddings_backlog_events");
    }
  }

  private static void await(BooleanSupplier holds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
  }

  private static void say(ChatlogClient client, String id, String content) {
    ObjectNode message = Json.object("message_id", id, "role", "user", "content", content);
    client.post(USER, "s", message);
  }

  private static Call semantic(String query) {
    return Call.get("/v1/users/ada/search")
        .query("q", query)
        .query("mode", "semantic")
        .query("similarity_threshold", 0.8);
  }

  private static List<String> near(ChatlogClient client, String query) {
    List<String> ids = new ArrayList<>();
    client
        .send(semantic(query))
        .expect(200)
        .items()
        .forEach(hit -> ids.add(hit.get("id").asText()));
    return ids;
  }
}
