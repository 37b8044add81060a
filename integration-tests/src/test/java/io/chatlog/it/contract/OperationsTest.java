package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What operators and tools ask of a server. */
@WithStandalone
class OperationsTest {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "put", "delete");

  private final ChatlogClient client;

  OperationsTest(ChatlogClient client) {
    this.client = client;
  }

  @Test
  void healthAndReadinessAnswer() {
    assertThat(client.read("/healthz").get("status").asText()).isEqualTo("ok");
    JsonNode readiness = client.read("/readyz");
    assertThat(readiness.get("ready").asBoolean()).isTrue();
    assertThat(readiness.get("parts")).isNotEmpty();
    readiness.get("parts").forEach(part -> assertThat(part.get("ready").asBoolean()).isTrue());
  }

  @Test
  void metricsCountRequests() {
    client.createUser(Names.unique("metrics"));
    Reply metrics = client.send(Call.get("/metrics")).expect(200);
    assertThat(metrics.header("Content-Type")).startsWith("text/plain");
    assertThat(metrics.text()).contains("# TYPE ").containsPattern("(?m)^\\w+\\{.*\\} [0-9.]+");
  }

  /** Each documented operation is served: asked without what it needs, it says what is missing. */
  @Test
  void everyDocumentedRouteIsThere() {
    JsonNode document = client.read("/openapi.json");
    assertThat(document.get("openapi").asText()).startsWith("3.1");
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      Set<String> methods =
          path.getValue().properties().stream()
              .map(Map.Entry::getKey)
              .filter(METHODS::contains)
              .collect(Collectors.toSet());
      for (String method : methods) {
        String concrete = path.getKey().replaceAll("\\{\\w+}", "0:0");
        Call call = Call.of(method.toUpperCase(java.util.Locale.ROOT), concrete);
        Reply reply = client.send(method.equals("get") ? call : call.json(Json.object()));
        assertThat(reply.status()).as(method + " " + path.getKey()).isNotIn(405, 500, 501);
        assertThat(reply.code()).as(method + " " + path.getKey()).isNotEqualTo("route_not_found");
      }
    }
  }

  @Test
  void theReferenceIsAPage() {
    Reply page = client.send(Call.get("/docs")).expect(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
  }

  @Test
  void everyLimitIsPublished() {
    JsonNode limits = client.read("/v1/admin/config").get("limits");
    assertThat(limits.get("body_bytes_max").asLong()).isEqualTo(16 * 1024 * 1024);
    assertThat(limits.get("content_chars_max").asLong()).isEqualTo(100_000);
    assertThat(limits.get("content_bytes_max").asLong()).isEqualTo(1024 * 1024);
    assertThat(limits.get("metadata_bytes_max").asLong()).isEqualTo(64 * 1024);
    assertThat(limits.get("batch_items_max").asLong()).isEqualTo(10_000);
    assertThat(limits.get("page_items_max").asLong()).isEqualTo(1_000);
    assertThat(limits.get("title_chars_max").asLong()).isEqualTo(200);
  }

  @Test
  void theTopologyNamesAnOwnerOfEachPartition() {
    JsonNode partitions = client.read("/v1/admin/topology").get("partitions");
    assertThat(partitions).hasSize(4);
    partitions.forEach(
        partition -> {
          assertThat(partition.get("owner").isNull()).isFalse();
          assertThat(partition.get("lag").asLong()).isGreaterThanOrEqualTo(0);
        });
  }

  /** However far the processor is behind: its consumer's last fetch is not the end of the log. */
  @Test
  void theLagReachesToWhatWasAcknowledged() {
    String user = Names.unique("lag");
    for (int batch = 0; batch < 4; batch++) {
      List<JsonNode> items = new ArrayList<>();
      for (int item = 0; item < 4_000; item++) {
        items.add(
            Json.object(
                "user_id", user, "session_id", "s", "role", "user", "content", "word " + item));
      }
      Reply accepted =
          client
              .send(
                  Call.post("/v1/messages:batch")
                      .query("create_missing", true)
                      .lines(items)
                      .async())
              .expect(202);
      String[] position = accepted.position().split(":");
      JsonNode owned =
          client.read("/v1/admin/topology").get("partitions").get(Integer.parseInt(position[0]));
      assertThat(owned.get("applied_offset").asLong(-1) + owned.get("lag").asLong())
          .isGreaterThanOrEqualTo(Long.parseLong(position[1]));
    }
  }
}
