package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsRoutesTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aSessionIsCounted() {
    api.talk("ada", "s-1");
    api.say("ada", "s-1", "m-1", Role.USER, "four", 0);
    api.say("ada", "s-1", "m-2", Role.ASSISTANT, "fourteen \uD83D\uDE00 by", 3);
    api.say("ada", "s-1", "m-3", Role.SYSTEM, "ab", 6);
    assertThat(api.get("/v1/users/ada/sessions/s-1/stats").isOk().response().body())
        .isEqualTo(
            "{\"message_count\":3,\"duration_minutes\":6.0,\"user_message_count\":1,"
                + "\"assistant_message_count\":1,\"system_message_count\":1,"
                + "\"avg_message_length\":6.333333333333333,\"total_size_bytes\":22,"
                + "\"response_ratio\":1.0,"
                + "\"response_time_ms\":{\"avg\":180000.0,\"p50\":179199.5,\"p95\":179199.5},"
                + "\"first_message_at\":\"2026-01-01T00:00:00.000Z\","
                + "\"last_message_at\":\"2026-01-01T00:06:00.000Z\"}");
    api.get("/v1/users/ada/sessions/s-2/stats").isProblem(404, "session_not_found");
  }

  @Test
  void aSessionWithoutMessagesHasNoTimes() {
    api.talk("ada", "s-1");
    assertThat(api.get("/v1/users/ada/sessions/s-1/stats").isOk().response().body())
        .isEqualTo(
            "{\"message_count\":0,\"duration_minutes\":0.0,\"user_message_count\":0,"
                + "\"assistant_message_count\":0,\"system_message_count\":0,"
                + "\"avg_message_length\":0.0,\"total_size_bytes\":0,\"response_ratio\":0.0,"
                + "\"response_time_ms\":{\"avg\":null,\"p50\":null,\"p95\":null},"
                + "\"first_message_at\":null,\"last_message_at\":null}");
  }

  @Test
  void aUserIsCountedWithEveryRole() {
    api.talk("ada", "s-1");
    api.state.put(ModelValues.session("ada", "s-2", Api.micros(0)));
    api.say("ada", "s-1", "m-1", Role.USER, "a", 1);
    api.say("ada", "s-1", "m-2", Role.TOOL, "b", 2);
    api.say("ada", "s-2", "m-1", Role.USER, "c", 3);
    assertThat(api.get("/v1/users/ada/stats").isOk().response().body())
        .isEqualTo(
            "{\"total_sessions\":2,\"total_messages\":3,\"avg_messages_per_session\":1.5,"
                + "\"first_activity\":\"2026-01-01T00:01:00.000Z\","
                + "\"last_activity\":\"2026-01-01T00:03:00.000Z\","
                + "\"messages_by_role\":{\"user\":2,\"assistant\":0,\"system\":0,\"tool\":1},"
                + "\"sessions_by_channel\":{\"web\":2}}");
    api.get("/v1/users/bob/stats").isProblem(404, "user_not_found");
  }

  @Test
  void everythingIsCountedOrNothingIsSaid() {
    for (int number = 0; number < 10; number++) {
      api.talk("user-" + number, "s");
    }
    api.say("user-0", "s", "m", Role.USER, "a", 1);
    var got = api.get("/v1/stats").isOk();
    assertThat(got.response().body())
        .isEqualTo(
            "{\"total_users\":10,\"total_sessions\":10,\"total_messages\":1,"
                + "\"avg_messages_per_user\":0.1,\"storage_size_mb\":10.0}");
    assertThat(got.header("Chatlog-Position").split(",")).hasSize(4);
    api.node.drop(api.state.partitionOf(new UserId("user-0")));
    api.get("/v1/stats").isProblem(503, "partition_unavailable");
  }

  @Test
  void aTokenReadsTheDaysOfItsOwnUserAndOfNoOther() {
    api.talk("ada", "s-1");
    api.talk("bob", "s-1");
    api.talk("bob", "s-2");
    for (String path : new String[] {"/v1/stats/daily", "/v1/stats/conversations"}) {
      String own = api.get(path + "?user_id=ada").isOk().response().body();
      assertThat(api.get(path).isOk().response().body()).isNotEqualTo(own);
      for (String named : new String[] {"", "?user_id=ada"}) {
        assertThat(
                api.get(path + named, "Authorization", Api.token("ada")).isOk().response().body())
            .isEqualTo(own);
      }
      api.get(path + "?user_id=bob", "Authorization", Api.token("ada")).isProblem(403, "forbidden");
    }
  }
}
