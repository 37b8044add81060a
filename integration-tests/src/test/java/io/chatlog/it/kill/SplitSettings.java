package io.chatlog.it.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Settings that are changed where every role is a process of its own. */
final class SplitSettings {
  private static final String PATH = "/v1/admin/config";
  private static final Duration TOLD_MAX = Duration.ofSeconds(20);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private SplitSettings() {}

  /** Every process says that it has applied a change, those of ingest and query included. */
  static void check(ChatlogClient client) {
    JsonNode changed =
        client
            .send(
                Call.patch(PATH)
                    .json(Json.object("settings", Json.object("page_items_max", 999)))
                    .asRead())
            .expect(200)
            .json();
    long version = changed.get("version").asLong();
    long deadline = System.nanoTime() + TOLD_MAX.toNanos();
    List<String> told = told(client, version);
    while (told.size() < 4 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      told = told(client, version);
    }
    assertThat(told).containsExactlyInAnyOrder("processor", "processor", "ingest", "query");
  }

  private static List<String> told(ChatlogClient client, long version) {
    List<String> roles = new ArrayList<>();
    for (JsonNode node : client.read(PATH).get("nodes")) {
      if (node.get("applied_version").asLong() == version) {
        roles.add(node.get("role").asText());
      }
    }
    return roles;
  }
}
