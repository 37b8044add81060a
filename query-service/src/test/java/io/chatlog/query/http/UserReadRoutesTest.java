package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Position;
import io.chatlog.value.UserId;
import io.chatlog.view.User;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UserReadRoutesTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aUserIsToldFieldByFieldWithItsTagAndPosition() {
    Position position =
        api.state.put(
            new User(
                new UserId("nick|away[`]"),
                "Ada",
                null,
                "ada@example.org",
                "admin",
                "{\"language\":\"en\"}",
                "{\"score\":1.10,\"nested\":{\"a\":[1,2]}}",
                Api.micros(0),
                Api.micros(1),
                7));
    Got got = api.get("/v1/users/" + Api.encoded("nick|away[`]")).isOk();
    assertThat(got.response().body())
        .isEqualTo(
            "{\"user_id\":\"nick|away[`]\",\"name\":\"Ada\",\"username\":null,"
                + "\"email\":\"ada@example.org\",\"role\":\"admin\","
                + "\"preferences\":{\"language\":\"en\"},"
                + "\"metadata\":{\"score\":1.10,\"nested\":{\"a\":[1,2]}},"
                + "\"created_at\":\"2026-01-01T00:00:00.000Z\","
                + "\"updated_at\":\"2026-01-01T00:01:00.000Z\",\"version\":7}");
    assertThat(got.header("ETag")).isEqualTo("\"7\"");
    assertThat(got.header("Chatlog-Position")).isEqualTo(position.toString());
    assertThat(got.header("Chatlog-Stale")).isEmpty();
  }

  @Test
  void aHeadHasTheHeadersOnly() {
    api.state.put(ModelValues.user("ada"));
    Got got = api.head("/v1/users/ada");
    assertThat(got.status()).isEqualTo(200);
    assertThat(got.response().body()).isEmpty();
    assertThat(got.header("ETag")).isEqualTo("\"1\"");
    assertThat(api.head("/v1/users/nobody").status()).isEqualTo(404);
  }

  @Test
  void whoHasTheVersionIsNotSentItAgain() {
    api.state.put(ModelValues.user("ada"));
    for (String known : List.of("\"1\"", "W/\"1\"", "*", "\"9\", \"1\"")) {
      Got got = api.get("/v1/users/ada", "If-None-Match", known);
      assertThat(got.status()).as(known).isEqualTo(304);
      assertThat(got.header("ETag")).isEqualTo("\"1\"");
      assertThat(got.header("Chatlog-Position")).isNotEmpty();
    }
    api.get("/v1/users/ada", "If-None-Match", "\"2\"").isOk();
  }

  @Test
  void whoIsNotThereOrCannotBeIsAProblem() {
    api.get("/v1/users/nobody").isProblem(404, "user_not_found");
    api.get("/v1/users/" + "x".repeat(129)).isProblem(400, "invalid_id");
    api.get("/v1/users/a%2Fb").isProblem(400, "invalid_id");
    api.get("/v1/users/a%20b").isProblem(400, "invalid_id");
    api.get("/v1/users/ada?limit=3").isProblem(400, "invalid_parameter");
  }

  @Test
  void aWalkOverAllUsersMeetsEachOnceInIdOrderWhileOthersComeIn() {
    IntStream.range(0, 57)
        .forEach(number -> api.state.put(ModelValues.user("user-%03d".formatted(number))));
    api.state.put(ModelValues.user("other"));
    List<String> met = new ArrayList<>();
    String cursor = "";
    do {
      Got got =
          api.get("/v1/users?prefix=user-&limit=10" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .isOk();
      met.addAll(got.items("user_id"));
      cursor = got.nextCursor();
      api.state.put(ModelValues.user("user-000-" + met.size())); // before the place: not met
    } while (!cursor.isEmpty());
    assertThat(met).hasSize(57 + 0).isEqualTo(List.copyOf(new TreeSet<>(met)));
  }

  @Test
  void anOffsetPassesOverUsers() {
    IntStream.range(0, 20)
        .forEach(number -> api.state.put(ModelValues.user("user-%03d".formatted(number))));
    assertThat(api.get("/v1/users?offset=17&limit=2").isOk().items("user_id"))
        .containsExactly("user-017", "user-018");
    Got behind = api.get("/v1/users?offset=20&limit=2").isOk();
    assertThat(behind.items("user_id")).isEmpty();
    assertThat(behind.nextCursor()).isEmpty();
  }

  @Test
  void parametersOutOfBoundsAreToldAllAtOnce() {
    Got got = api.get("/v1/users?limit=0&offset=-1&prefix=" + "x".repeat(129));
    got.isProblem(400, "invalid_parameter");
    assertThat(got.json().get("errors")).hasSize(3);
    api.get("/v1/users?limit=1001").isProblem(400, "invalid_parameter");
    api.get("/v1/users?limit=1000").isOk();
    api.get("/v1/users?colour=red").isProblem(400, "invalid_parameter");
  }

  @Test
  void aCursorOfSomethingElseIsRefused() {
    IntStream.range(0, 3).forEach(n -> api.state.put(ModelValues.user("user-" + n)));
    String cursor = api.get("/v1/users?limit=1&prefix=user").isOk().nextCursor();
    api.get("/v1/users?limit=2&prefix=user&cursor=" + cursor).isOk();
    api.get("/v1/users?limit=1&prefix=use&cursor=" + cursor).isProblem(400, "invalid_cursor");
    api.get("/v1/users?prefix=user&offset=1&cursor=" + cursor).isProblem(400, "invalid_parameter");
    api.get("/v1/users/user-0/sessions?cursor=" + cursor).isProblem(400, "invalid_cursor");
    api.get("/v1/users?cursor=AAAA").isProblem(400, "invalid_cursor");
    api.get("/v1/users?cursor=%21%21").isProblem(400, "invalid_cursor");
    api.get("/v1/users?cursor=" + "A".repeat(5_000)).isProblem(400, "invalid_cursor");
  }

  @Test
  void aListThatMissesAPartitionIsNoList() {
    api.state.put(ModelValues.user("ada"));
    api.node.drop(api.state.partitionOf(new UserId("ada")));
    api.get("/v1/users").isProblem(503, "partition_unavailable");
    Got got = api.get("/v1/users/ada");
    got.isProblem(503, "partition_unavailable");
    assertThat(got.header("Retry-After")).isEqualTo("1");
    assertThat(got.json().get("retryable").asBoolean()).isTrue();
  }
}
