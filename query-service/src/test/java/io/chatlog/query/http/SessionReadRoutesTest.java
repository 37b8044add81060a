package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionReadRoutesTest {
  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private Session put(String id, int minute) {
    Session session = ModelValues.session("ada", id, Api.micros(minute));
    api.state.put(session);
    return session;
  }

  @Test
  void aSessionIsToldWithItsTagAndNeverAsUnchanged() {
    api.talk("ada", "s-1");
    api.say("ada", "s-1", "m-1", Role.USER, "hello", 5);
    Got got = api.get("/v1/users/ada/sessions/s-1", "If-None-Match", "\"1\"").isOk();
    JsonNode session = got.json();
    assertThat(got.header("ETag")).isEqualTo("\"1\"");
    assertThat(session.get("session_id").asText()).isEqualTo("s-1");
    assertThat(session.get("user_id").asText()).isEqualTo("ada");
    assertThat(session.get("message_count").asLong()).isEqualTo(1);
    assertThat(session.get("last_message_at").asText()).isEqualTo("2026-01-01T00:05:00.000Z");
    assertThat(session.get("deleted_at").isNull()).isTrue();
    assertThat(session.get("status").asText()).isEqualTo("active");
    assertThat(session.get("metadata").isObject()).isTrue();
  }

  @Test
  void whatIsNotThereSaysWhichPartIsNot() {
    api.state.put(ModelValues.user("ada"));
    api.get("/v1/users/nobody/sessions/s").isProblem(404, "user_not_found");
    api.get("/v1/users/ada/sessions/s").isProblem(404, "session_not_found");
    api.get("/v1/users/nobody/sessions").isProblem(404, "user_not_found");
    Got got = api.get("/v1/users/a%20b/sessions/..%2F..");
    got.isProblem(400, "invalid_id");
    assertThat(got.json().get("errors")).hasSize(2);
  }

  @Test
  void theNewestActivityComesFirstAndOrderTurnsIt() {
    api.state.put(ModelValues.user("ada"));
    put("s-1", 1);
    put("s-2", 2);
    put("s-3", 3);
    api.say("ada", "s-1", "m", Role.USER, "again", 9);
    assertThat(api.get("/v1/users/ada/sessions").isOk().items("session_id"))
        .containsExactly("s-1", "s-3", "s-2");
    assertThat(
            api.get("/v1/users/ada/sessions?order=asc&sort=last_activity")
                .isOk()
                .items("session_id"))
        .containsExactly("s-2", "s-3", "s-1");
    assertThat(api.get("/v1/users/ada/sessions?offset=1&limit=1").isOk().items("session_id"))
        .containsExactly("s-3");
  }

  @Test
  void aWalkMeetsEachSessionOnceWhileMessagesComeIn() {
    api.state.put(ModelValues.user("ada"));
    for (int number = 0; number < 30; number++) {
      put("s-%02d".formatted(number), number);
    }
    for (String order : List.of("asc", "desc")) {
      List<String> met = new ArrayList<>();
      String cursor = "";
      int minute = 100;
      do {
        Got got =
            api.get(
                    "/v1/users/ada/sessions?limit=4&since=2026-01-01&order="
                        + order
                        + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                .isOk();
        met.addAll(got.items("session_id"));
        cursor = got.nextCursor();
        // moves one that was met and one that was not to the other end, and makes a new one
        api.say("ada", "s-15", order + minute, Role.USER, "x", minute++);
        api.say("ada", met.getFirst(), order + minute, Role.USER, "x", minute++);
        put("new-" + order + minute, minute++);
      } while (!cursor.isEmpty());
      assertThat(new HashSet<>(met)).hasSameSizeAs(met);
      assertThat(met).hasSizeGreaterThanOrEqualTo(30);
    }
  }

  @Test
  void aWindowThatCountsBackFromNowStandsStillDuringAWalk() {
    api.state.put(ModelValues.user("ada"));
    put("old", 0);
    put("edge", 7 * 24 * 60 - 1);
    String path = "/v1/users/ada/sessions?limit=1&since=PT2M";
    assertThat(api.get(path).isOk().items("session_id")).containsExactly("edge");
    assertThat(api.get("/v1/users/ada/sessions?since=P7D").isOk().items("session_id"))
        .containsExactly("edge", "old");
    assertThat(api.get("/v1/users/ada/sessions?until=2026-01-01T00:00:01Z").items("session_id"))
        .containsExactly("old");
  }

  @Test
  void filtersNarrowTheList() {
    api.state.put(ModelValues.user("ada"));
    api.state.put(
        ModelValues.session(
            put("a", 1), SessionStatus.ACTIVE, "web", "import", Set.of("red", "big")));
    api.state.put(
        ModelValues.session(put("b", 2), SessionStatus.ARCHIVED, "irc", "bot", Set.of("red")));
    api.state.put(ModelValues.session(put("c", 3), SessionStatus.DELETED, "web", "bot", Set.of()));
    assertThat(ids("")).containsExactly("b", "a");
    assertThat(ids("?include_deleted=true")).containsExactly("c", "b", "a");
    assertThat(ids("?status=archived")).containsExactly("b");
    assertThat(ids("?status=archived&status=active")).containsExactly("b", "a");
    assertThat(ids("?status=archived&include_deleted=true")).containsExactly("c", "b");
    assertThat(ids("?status=deleted")).containsExactly("c");
    assertThat(ids("?channel=irc")).containsExactly("b");
    assertThat(ids("?source=import&source=bot")).containsExactly("b", "a");
    assertThat(ids("?tag=red")).containsExactly("b", "a");
    assertThat(ids("?tag=red&tag=big")).containsExactly("a");
    JsonNode bare =
        api.get("/v1/users/ada/sessions?include_metadata=false").isOk().json().get("items");
    assertThat(bare.get(0).has("metadata")).isFalse();
  }

  private List<String> ids(String query) {
    return api.get("/v1/users/ada/sessions" + query).isOk().items("session_id");
  }

  @Test
  void whatListsCannotDoIsSaid() {
    api.state.put(ModelValues.user("ada"));
    for (String list : List.of("/v1/users/ada/sessions", "/v1/sessions")) {
      Got sorted = api.get(list + "?sort=size&since=P7X&tag=");
      sorted.isProblem(400, "invalid_parameter");
      assertThat(sorted.json().get("errors")).hasSize(3);
      assertThat(sorted.response().body()).contains("last_activity, created_at");
      api.get(list + "?metadata.=x").isProblem(400, "invalid_parameter");
      api.get(list + "?cursor=x&offset=1").isProblem(400, "invalid_parameter");
      api.get(list + "?cursor=x").isProblem(400, "invalid_cursor");
    }
    api.get("/v1/sessions?offset=10001").isProblem(400, "invalid_parameter");
    api.get("/v1/users/ada/sessions?offset=10001").isOk();
    api.get("/v1/users/ada/sessions?status=gone").isProblem(400, "invalid_parameter");
    api.get("/v1/users/ada/sessions?since=yesterday").isProblem(400, "invalid_parameter");
    api.get("/v1/users/ada/sessions?order=up").isProblem(400, "invalid_parameter");
    api.get("/v1/users/ada/sessions?include_deleted=yes").isProblem(400, "invalid_parameter");
  }

  @Test
  void aCursorHoldsForItsOwnParametersOnly() {
    api.state.put(ModelValues.user("ada"));
    put("a", 1);
    put("b", 2);
    String cursor = api.get("/v1/users/ada/sessions?limit=1&channel=web").isOk().nextCursor();
    assertThat(
            api.get("/v1/users/ada/sessions?channel=web&cursor=" + cursor)
                .isOk()
                .items("session_id"))
        .containsExactly("a");
    api.get("/v1/users/ada/sessions?channel=irc&cursor=" + cursor).isProblem(400, "invalid_cursor");
    api.state.put(ModelValues.user("bob"));
    api.get("/v1/users/bob/sessions?channel=web&cursor=" + cursor).isProblem(400, "invalid_cursor");
  }
}
