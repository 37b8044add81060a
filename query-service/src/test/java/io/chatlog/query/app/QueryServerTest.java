package io.chatlog.query.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.auth.AuthSettings;
import io.chatlog.config.Settings;
import io.chatlog.route.LocalReads;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.RouteSettings;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryServerTest {
  private final ModelState state = new ModelState(2);
  private final ModelNode node = new ModelNode("node", state);

  @Test
  void itIsReadyOnceEveryPartitionHasHadAnOwner() {
    var chatlog = Settings.load(null, Map.of(), Map.of());
    LocalReads reads = new LocalReads(node, node, 2, RouteSettings.from(chatlog));
    QueryApp app =
        new QueryApp(
            QueryConfig.from(chatlog), reads, reads, Map.of("a_max", 1), AuthSettings.open());
    node.hold(0, PartitionRole.ACTIVE).hold(1, PartitionRole.RESTORING);
    assertThat(app.readiness().report().ready()).isFalse();
    node.hold(1, PartitionRole.ACTIVE);
    assertThat(app.readiness().report().ready()).isTrue();
    node.drop(1);
    assertThat(app.readiness().report().ready()).as("one fail-over is no outage").isTrue();
    assertThat(app.limits()).containsEntry("a_max", 1).containsEntry("page_items_max", 1_000);
  }

  @Test
  void withoutAProcessorItLivesAndIsNotReady() throws Exception {
    var chatlog =
        Settings.load(
            null,
            Map.of(),
            Map.of(
                "chatlog.query.port", 0,
                "chatlog.route.processors", "http://127.0.0.1:1",
                "chatlog.route.deadline_ms", 200));
    try (QueryServer server =
            QueryServer.start(
                QueryConfig.from(chatlog),
                RouteSettings.from(chatlog),
                2,
                Map.of(),
                AuthSettings.open());
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(get(client, server, "/healthz").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(client, server, "/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      JsonNode part = new ObjectMapper().readTree(ready.body()).get("parts").get(0);
      assertThat(part.get("detail").asText())
          .isEqualTo("0 processors answer, 0 of 2 partitions have an owner that is ready");
      assertThat(get(client, server, "/metrics").body()).contains("chatlog_tail_streams 0.0");
      HttpResponse<String> read = get(client, server, "/v1/users/ada");
      assertThat(read.statusCode()).isEqualTo(503);
      assertThat(read.body()).contains("partition_unavailable");
    }
  }

  private static HttpResponse<String> get(HttpClient client, QueryServer server, String path)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
