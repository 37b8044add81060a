package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.route.PartitionRole;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdminRoutesTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void theLimitsInForceArePublished() {
    assertThat(api.get("/v1/admin/config").isOk().response().body())
        .isEqualTo("{\"limits\":{\"body_bytes_max\":16777216}}");
  }

  @Test
  void aVerdictIsOneObjectOrTheLastOfSeveralLines() {
    String verdict =
        "{\"verdict\":\"clean\",\"fault\":null,\"difference\":null,\"partitions\":"
            + "[{\"partition\":3,\"state\":\"done\"}]}";
    assertThat(api.get("/v1/admin/verify?partition=3").isOk().response().body()).isEqualTo(verdict);
    assertThat(
            api.get("/v1/admin/verify?partition=3", "Accept", "application/x-ndjson")
                .isOk()
                .response()
                .body())
        .isEqualTo(
            "{\"partition\":3,\"state\":\"done\",\"step\":\"end\",\"done\":1,\"total\":1}\n"
                + verdict
                + "\n");
    assertThat(api.get("/v1/admin/verify").isOk().json().get("partitions")).hasSize(4);
    api.get("/v1/admin/verify?partition=4").isProblem(400, "invalid_parameter");
  }

  @Test
  void workIsDoneWhereverAPartitionIsHeld() {
    api.node.hold(1, PartitionRole.STANDBY);
    JsonNode done = api.post("/v1/admin/reindex", "").isOk().json();
    assertThat(done.get("verdict").textValue()).isEqualTo("done");
    assertThat(done.get("partitions")).hasSize(4);
    assertThat(done.get("partitions").get(1).get("node").asText()).isEqualTo("127.0.0.1:1");
    assertThat(api.post("/v1/admin/optimize?partition=2", "{}").isOk().json().get("partitions"))
        .hasSize(1);
    api.post("/v1/admin/optimize", "{\"level\":1}").isProblem(400, "unknown_field");
    api.post("/v1/admin/optimize", "[]").isProblem(400, "malformed_json");
  }

  @Test
  void everyNodeTellsWhatItKeeps() {
    api.node.drop(3);
    JsonNode nodes = api.get("/v1/admin/stores").isOk().json().get("nodes");
    assertThat(nodes).hasSize(1);
    assertThat(nodes.get(0).get("partitions")).hasSize(3);
    assertThat(nodes.get(0).get("partitions").get(0).toString())
        .isEqualTo(
            "{\"partition\":0,\"role\":\"active\",\"applied_offset\":0,\"reads\":1,"
                + "\"reads_by_kind\":{\"get_user\":1},"
                + "\"rows\":{\"bytes\":10,\"kinds\":{\"user\":"
                + "{\"entries\":1,\"estimated\":false,\"bytes\":10}}},"
                + "\"index\":{\"bytes\":0,\"messages\":0,\"sessions\":0,"
                + "\"durable_changelog_offset\":null}}");
    assertThat(nodes.get(0).get("memory").get("cache_hit_ratio").isNull()).isTrue();
    assertThat(api.get("/v1/admin/stores").isOk().json().get("log").toString())
        .isEqualTo(
            "{\"fault\":null,\"topics\":{\"chatlog.events\":"
                + "{\"partitions\":4,\"replicas\":8,\"bytes\":1000}}}");
  }

  @Test
  void aPartitionThatIsAwayLeavesTheVerdictOpen() {
    api.node.drop(2);
    JsonNode verdict = api.get("/v1/admin/verify").isOk().json();
    assertThat(verdict.get("verdict").textValue()).isEqualTo("unfinished");
    assertThat(verdict.get("fault").textValue()).isNotBlank();
    assertThat(verdict.get("partitions")).hasSize(3);
  }

  @Test
  void everyPartitionHasItsNodes() {
    api.state.put(ModelValues.user("ada"));
    int home = api.state.partitionOf(new UserId("ada"));
    api.node
        .hold((home + 1) % 4, PartitionRole.RESTORING)
        .hold((home + 2) % 4, PartitionRole.STANDBY);
    api.node.drop((home + 3) % 4);
    JsonNode topology = api.get("/v1/admin/topology").isOk().json();
    JsonNode partitions = topology.get("partitions");
    assertThat(partitions).hasSize(4);
    assertThat(partitions.get(home).toString())
        .isEqualTo(
            "{\"partition\":"
                + home
                + ",\"owner\":\"127.0.0.1:1\",\"standbys\":[],\"standby_progress\":[],\"applied_offset\":0,\"lag\":0,"
                + "\"restoring\":[]}");
    assertThat(partitions.get((home + 1) % 4).get("owner").isNull()).isTrue();
    assertThat(partitions.get((home + 1) % 4).get("restoring").get(0).get("node").asText())
        .isEqualTo("127.0.0.1:1");
    assertThat(partitions.get((home + 2) % 4).get("standbys").get(0).asText())
        .isEqualTo("127.0.0.1:1");
    assertThat(partitions.get((home + 3) % 4).get("applied_offset").isNull()).isTrue();
    assertThat(topology.get("nodes").toString())
        .isEqualTo(
            "[{\"node_id\":\"node-1\",\"address\":\"127.0.0.1:1\",\"ready\":false,"
                + "\"config_version\":3}]");
  }
}
