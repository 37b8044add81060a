package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.query.http.Api.Got;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists of sessions that the index answers: other orders, all filters, and all users. */
class SessionListRoutesTest {
  private static final String ALL = "/v1/sessions";
  private static final String ADAS = "/v1/users/ada/sessions";

  private final Api api = new Api();

  @AfterEach
  void close() {
    api.close();
  }

  private static Session session(
      String user, String id, String title, String externalId, String metadata, int minute) {
    Session base = ModelValues.session(user, id, Api.micros(minute));
    return new Session(
        base.id(),
        base.owner(),
        title,
        base.channel(),
        base.source(),
        base.status(),
        null,
        List.of(),
        metadata,
        externalId,
        base.createdAtMicros(),
        base.updatedAtMicros(),
        null,
        null,
        0,
        1);
  }

  private void threeOfAda() {
    api.state.put(ModelValues.user("ada"));
    api.state.put(session("ada", "a", "banana", null, "{\"team\":\"x\",\"deep\":{\"n\":1.50}}", 3));
    api.state.put(
        session("ada", "b", "Apple", "e-1", "{\"team\":\"x\",\"ok\":true,\"list\":[\"p\",2]}", 1));
    api.state.put(session("ada", "c", "cherry", "e-2", "{\"deep\":{\"n\":\"1.50\"}}", 2));
    api.say("ada", "b", "m-1", Role.USER, "hello", 9);
  }

  @Test
  void everyOrderIsKeptAndTurned() {
    threeOfAda();
    for (String list : List.of(ADAS, ALL)) {
      assertThat(ids(list, "")).containsExactly("b", "a", "c");
      assertThat(ids(list, "?sort=created_at")).containsExactly("a", "c", "b");
      assertThat(ids(list, "?sort=created_at&order=asc")).containsExactly("b", "c", "a");
      assertThat(ids(list, "?sort=message_count")).containsExactly("b", "a", "c");
      assertThat(ids(list, "?sort=title")).containsExactly("b", "a", "c");
      assertThat(ids(list, "?sort=title&order=desc")).containsExactly("c", "a", "b");
      assertThat(ids(list, "?sort=title&offset=1&limit=1")).containsExactly("a");
      assertThat(ids(list, "?sort=title&offset=3")).isEmpty();
    }
  }

  @Test
  void metadataIsComparedByItsValue() {
    threeOfAda();
    for (String list : List.of(ADAS, ALL)) {
      assertThat(ids(list, "?metadata.team=x")).containsExactly("b", "a");
      assertThat(ids(list, "?metadata.team=x&metadata.ok=true")).containsExactly("b");
      assertThat(ids(list, "?metadata.deep.n=1.50")).containsExactly("a", "c");
      assertThat(ids(list, "?metadata.deep.n=1.5")).containsExactly("a");
      assertThat(ids(list, "?metadata.list=p&metadata.list=2")).containsExactly("b");
      assertThat(ids(list, "?metadata.team=x&metadata.team=y")).isEmpty();
      assertThat(ids(list, "?external_id=e-1&external_id=e-2")).containsExactly("b", "c");
      assertThat(ids(list, "?since=2026-01-01T00:03:00Z&until=2026-01-01T00:09:00Z"))
          .containsExactly("a");
    }
  }

  @Test
  void allUsersAreOneListAndDeletedSessionsAreNotInIt() {
    for (int number = 0; number < 30; number++) {
      String user = "user-" + number;
      api.talk(user, "s");
      api.say(user, "s", "m", Role.USER, "hello", number);
    }
    api.state.put(
        ModelValues.session(
            ModelValues.session("user-3", "s", Api.micros(3)),
            SessionStatus.DELETED,
            "web",
            "x",
            Set.of()));
    List<String> wanted =
        IntStream.range(0, 30).filter(n -> n != 3).mapToObj(n -> "user-" + n).toList().reversed();
    assertThat(walk(ALL + "?limit=4")).isEqualTo(wanted);
    assertThat(walk(ALL + "?limit=7&order=asc")).isEqualTo(wanted.reversed());
    assertThat(api.get(ALL + "?offset=11&limit=3").isOk().items("user_id"))
        .isEqualTo(wanted.subList(11, 14));
    assertThat(walk(ALL + "?limit=9&include_deleted=true&include_metadata=false")).hasSize(30);
  }

  @Test
  void aWalkOverAllMeetsEachOnceWhileMessagesComeIn() {
    for (int number = 0; number < 20; number++) {
      api.talk("user-" + number, "s");
    }
    for (String sort : List.of("last_activity", "message_count", "created_at", "title")) {
      List<String> met = new ArrayList<>();
      String cursor = "";
      int round = 0;
      do {
        Got got = api.get(ALL + "?limit=3&sort=" + sort + cursor).isOk();
        met.addAll(got.items("user_id"));
        cursor = got.nextCursor().isEmpty() ? "" : "&cursor=" + got.nextCursor();
        for (String user : List.of(met.getFirst(), "user-" + round * 7 % 20)) {
          api.say(user, "s", sort + user + round, Role.USER, "x", 100 + round);
        }
        round++;
      } while (!cursor.isEmpty());
      assertThat(met).as(sort).doesNotHaveDuplicates().hasSize(20);
    }
  }

  private List<String> walk(String list) {
    List<String> met = new ArrayList<>();
    Got got = api.get(list).isOk();
    met.addAll(got.items("user_id"));
    while (!got.nextCursor().isEmpty()) {
      got = api.get(list + "&cursor=" + got.nextCursor()).isOk();
      met.addAll(got.items("user_id"));
    }
    return met;
  }

  @Test
  void positionsOfEveryPartitionHoldOnTheListOfAll() {
    Position first = api.talk("user-1", "s");
    Got got = api.get(ALL, "Chatlog-Min-Position", first.toString()).isOk();
    assertThat(got.header("Chatlog-Position")).contains(first.toString());
    Position beyond = new Position(first.partition(), first.offset() + 1);
    api.get(ALL, "Chatlog-Min-Position", beyond.toString(), "Chatlog-Wait-Ms", "20")
        .isProblem(503, "position_not_reached");
    api.get(ADAS.replace("ada", "user-1") + "?sort=title", "Chatlog-Min-Position", "99:1")
        .isProblem(400, "invalid_position");
  }

  @Test
  void aPartitionThatIsAwayIsNamedUnlessAPositionOfItIsAskedFor() {
    Position ada = api.talk("ada", "s");
    int away = ada.partition() == 0 ? 1 : 0;
    api.node.drop(away);
    JsonNode json = api.get(ALL).isOk().json();
    assertThat(json.get("items")).hasSize(1);
    assertThat(json.get("partitions_missing").get(0).asInt()).isEqualTo(away);
    api.get(ALL, "Chatlog-Min-Position", away + ":0").isProblem(503, "partition_unavailable");
  }

  @Test
  void aWalkThatHasExpiredSaysSo() {
    threeOfAda();
    String cursor = api.get(ALL + "?limit=1").isOk().nextCursor();
    api.detour =
        new Api.Detour() {
          @Override
          @SuppressWarnings("unchecked") // a list of sessions is answered with a page of them
          public <R> PartitionAnswer<R> answer(int partition, Read<R> read) {
            return read instanceof Read.ListAllSessions list
                ? (PartitionAnswer<R>)
                    new PartitionAnswer.Answered<>(
                        SessionPage.expired(list.range().from().asOf()), 9, false)
                : null;
          }
        };
    api.get(ALL + "?limit=1&cursor=" + cursor).isProblem(400, "invalid_cursor");
  }

  @Test
  void aCursorHoldsForItsOwnOrderAndFiltersOnly() {
    threeOfAda();
    String cursor = api.get(ADAS + "?limit=1&sort=title&metadata.team=x").isOk().nextCursor();
    api.get(ADAS + "?sort=title&metadata.team=x&cursor=" + cursor).isOk();
    api.get(ADAS + "?sort=title&metadata.team=y&cursor=" + cursor).isProblem(400, "invalid_cursor");
    api.get(ADAS + "?sort=created_at&metadata.team=x&cursor=" + cursor)
        .isProblem(400, "invalid_cursor");
    api.get(ALL + "?sort=title&metadata.team=x&cursor=" + cursor).isProblem(400, "invalid_cursor");
  }

  @Test
  void tagsAreCountedThoseOfMostSessionsFirst() {
    api.state.put(ModelValues.user("ada"));
    for (int number = 0; number < 3; number++) {
      Session base = ModelValues.session("ada", "s" + number, Api.micros(number));
      api.state.put(
          ModelValues.session(
              base,
              number == 2 ? SessionStatus.DELETED : SessionStatus.ACTIVE,
              "web",
              "x",
              number == 0 ? Set.of("red", "blue") : Set.of("red", "green")));
    }
    Got got = api.get("/v1/users/ada/tags").isOk();
    assertThat(got.items("name")).containsExactly("red", "blue", "green");
    assertThat(got.items("session_count")).containsExactly("2", "1", "1");
    assertThat(got.header("Chatlog-Position"))
        .startsWith(api.state.partitionOf(new UserId("ada")) + ":");
    Got page = api.get("/v1/users/ada/tags?limit=2").isOk();
    assertThat(api.get("/v1/users/ada/tags?cursor=" + page.nextCursor()).items("name"))
        .containsExactly("green");
    assertThat(api.get("/v1/users/ada/tags?offset=1&limit=1").items("name"))
        .containsExactly("blue");
    assertThat(api.get("/v1/users/ada/tags?offset=7").items("name")).isEmpty();
    api.get("/v1/users/nobody/tags").isProblem(404, "user_not_found");
  }

  private List<String> ids(String list, String query) {
    return api.get(list + query).isOk().items("session_id");
  }
}
