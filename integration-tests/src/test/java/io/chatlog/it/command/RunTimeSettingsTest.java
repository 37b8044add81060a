package io.chatlog.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.Workspace;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Limits that are changed while the system runs, and are so after a restart. */
class RunTimeSettingsTest {
  private static final String PATH = "/v1/admin/config";

  @Test
  void aChangedLimitHoldsAtOnceAndAfterARestart() throws Exception {
    Path directory = Workspace.empty("settings");
    try (Standalone standalone = Standalone.start(directory);
        ChatlogClient client = ChatlogClient.of(standalone)) {
      client.createUser("ada").expect(201);
      client.createSession("ada", "s1").expect(201);
      assertThat(post(client, "12345678")).isEqualTo(201);
      client
          .send(
              Call.patch(PATH)
                  .json(Json.object("settings", Json.object("content_chars_max", 7)))
                  .header("If-Match", "\"0\""))
          .expect(200);
      assertThat(post(client, "12345678")).isEqualTo(400);
      assertThat(post(client, "1234567")).isEqualTo(201);
      client
          .send(
              Call.patch(PATH)
                  .json(Json.object("settings", Json.object("page_items_max", 60)))
                  .header("If-Match", "\"1\""))
          .expect(200);
      client.send(Call.get("/v1/users?limit=61")).expect(400);
      client
          .send(
              Call.patch(PATH)
                  .json(Json.object("settings", Json.object("page_items_max", 61)))
                  .header("If-Match", "\"1\""))
          .expectProblem(412, "version_mismatch");
      client
          .send(
              Call.patch(PATH)
                  .json(
                      Json.object(
                          "settings",
                          Json.object(
                              "content_bytes_max", 3_145_728, "metadata_bytes_max", 1 << 20))))
          .expectProblem(400, "invalid_field");
    }
    try (Standalone standalone = Standalone.start(directory);
        ChatlogClient client = ChatlogClient.of(standalone)) {
      JsonNode config = client.read(PATH);
      assertThat(config.get("version").asLong()).isEqualTo(2);
      assertThat(config.get("limits").get("content_chars_max").asLong()).isEqualTo(7);
      assertThat(config.get("limits").get("page_items_max").asLong()).isEqualTo(60);
      assertThat(config.get("configured").get("content_chars_max").asLong()).isEqualTo(100_000);
      assertThat(post(client, "12345678")).isEqualTo(400);
    }
  }

  private static int post(ChatlogClient client, String content) {
    return client
        .send(
            Call.post(Paths.messages("ada", "s1"))
                .json(Json.object("role", "user", "content", content)))
        .status();
  }
}
