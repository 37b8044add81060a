package io.chatlog.it.reads;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of sessions and users: order, filters, and walks that lose nothing while others write. */
@WithStandalone
class SessionListTest {
  private static final int SESSIONS = 60;
  private static final Instant BEGIN = Instant.parse("2024-05-01T00:00:00Z");

  private final ChatlogClient client;
  private final String user = Names.unique("lister");

  SessionListTest(ChatlogClient client) {
    this.client = client;
  }

  /** Session n is active at the (n · 37 mod 60)th hour. */
  @BeforeEach
  void post() {
    List<JsonNode> items =
        IntStream.range(0, SESSIONS)
            .mapToObj(
                n ->
                    (JsonNode)
                        Json.object(
                            "user_id",
                            user,
                            "session_id",
                            "s" + n,
                            "channel",
                            n % 2 == 0 ? "even" : "odd",
                            "source",
                            "source-" + n % 3,
                            "role",
                            "user",
                            "content",
                            "x",
                            "timestamp",
                            at(n).toString()))
            .toList();
    client.load(items);
  }

  @Test
  void theNewestActivityComesFirst() {
    List<String> wanted =
        IntStream.range(0, SESSIONS)
            .boxed()
            .sorted(Comparator.comparing((Integer n) -> at(n)).reversed())
            .map(n -> "s" + n)
            .toList();
    assertThat(ids(client.walk(list().query("limit", 7)))).isEqualTo(wanted);
    assertThat(ids(client.walk(list().query("limit", 1_000)))).isEqualTo(wanted);
    assertThat(ids(client.walk(list().query("limit", 1_000).query("order", "asc"))))
        .isEqualTo(wanted.reversed());
    assertThat(ids(client.send(list().query("offset", 10).query("limit", 5)).expect(200).items()))
        .isEqualTo(wanted.subList(10, 15));
  }

  @Test
  void filtersNarrow() {
    assertThat(client.walk(list().query("channel", "even"))).hasSize(SESSIONS / 2);
    assertThat(client.walk(list().query("channel", "even").query("source", "source-0")))
        .hasSize(SESSIONS / 6);
    assertThat(client.walk(list().query("since", BEGIN.plusSeconds(50 * 3600)))).hasSize(10);
    assertThat(client.walk(list().query("until", BEGIN.plusSeconds(50 * 3600)))).hasSize(50);
    assertThat(client.walk(list().query("status", "archived"))).isEmpty();
    client
        .send(
            Call.patch(Paths.session(user, "s7"))
                .json(Json.object("status", "archived", "tags", List.of("blue", "old"))))
        .expect(200);
    assertThat(ids(client.walk(list().query("status", "archived")))).containsExactly("s7");
    assertThat(ids(client.walk(list().query("tag", "blue")))).containsExactly("s7");
    assertThat(client.walk(list().query("tag", "blue").query("tag", "green"))).isEmpty();
    JsonNode bare =
        client.walk(list().query("tag", "old").query("include_metadata", false)).getFirst();
    assertThat(bare.has("metadata")).isFalse();
  }

  @Test
  void aPatchMovesNoActivity() {
    List<String> before = ids(client.walk(list()));
    client
        .send(Call.patch(Paths.session(user, before.getLast())).json(Json.object("title", "new")))
        .expect(200);
    assertThat(ids(client.walk(list()))).isEqualTo(before);
  }

  @Test
  void aWalkMeetsEverySessionOnceWhileActivityMoves() {
    List<String> met = new ArrayList<>();
    Call call = list().query("limit", 7);
    Reply page = client.send(call).expect(200);
    met.addAll(ids(page.items()));
    for (int round = 0; !page.json().get("next_cursor").isNull(); round++) {
      // Sessions that were met and sessions that were not both move to the front.
      for (String session : List.of(met.getFirst(), "s" + (round * 11 % SESSIONS))) {
        client.post(user, session, Json.object("role", "user", "content", "newest"));
      }
      page = client.send(call.query("cursor", page.json().get("next_cursor").asText())).expect(200);
      met.addAll(ids(page.items()));
    }
    assertThat(met).doesNotHaveDuplicates().hasSize(SESSIONS);
  }

  @Test
  void everyOrderAndFilterIsKeptOverOneUserAndOverAll() {
    String run = Names.unique("run");
    for (int n = 0; n < 6; n++) {
      client
          .send(
              Call.patch(Paths.session(user, "s" + n))
                  .json(
                      Json.object(
                          "title",
                          (n % 2 == 0 ? "B" : "a") + n,
                          "tags",
                          List.of("even" + n % 2, "all"),
                          "external_id",
                          run + n,
                          "metadata",
                          Json.object("run", run, "deep", Json.object("n", n, "odd", n % 2 == 1)))))
          .expect(200);
    }
    client.post(user, "s3", Json.object("role", "user", "content", "one more"));
    for (Call list : List.of(list(), Call.get("/v1/sessions"))) {
      Call ours = list.query("metadata.run", run);
      assertThat(ids(client.walk(ours.query("sort", "title").query("limit", 2))))
          .containsExactly("s1", "s3", "s5", "s0", "s2", "s4");
      assertThat(ids(client.walk(ours.query("sort", "message_count").query("limit", 1))))
          .hasSize(6)
          .startsWith("s3");
      assertThat(ids(client.walk(ours.query("sort", "created_at").query("order", "asc"))))
          .isEqualTo(
              IntStream.range(0, 6)
                  .boxed()
                  .sorted(Comparator.comparing(SessionListTest::at))
                  .map(n -> "s" + n)
                  .toList());
      assertThat(ids(client.walk(ours))).startsWith("s3").hasSize(6);
      assertThat(ids(client.walk(ours.query("metadata.deep.n", 2)))).containsExactly("s2");
      assertThat(client.walk(ours.query("metadata.deep.odd", true).query("tag", "all"))).hasSize(3);
      assertThat(ids(client.walk(list.query("external_id", run + 4)))).containsExactly("s4");
      assertThat(client.walk(list.query("metadata.run", "none"))).isEmpty();
    }
    assertThat(client.send(Call.get(Paths.user(user) + "/tags")).expect(200).items())
        .extracting(tag -> tag.get("name").asText() + " " + tag.get("session_count").asInt())
        .startsWith("all 6", "even0 3", "even1 3");
    client
        .send(Call.get("/v1/sessions").query("sort", "size"))
        .expectProblem(400, "invalid_parameter");
    client
        .send(Call.get("/v1/sessions").query("since", "P7X"))
        .expectProblem(400, "invalid_parameter");
  }

  @Test
  void theListOfAllReflectsEveryPositionAskedFor() {
    String run = Names.unique("fresh");
    for (int round = 0; round < 20; round++) {
      List<String> positions = new ArrayList<>();
      for (int n = 0; n < 5; n++) {
        String owner = run + "-" + n;
        positions.add(
            client
                .send(
                    Call.post("/v1/messages:batch")
                        .query("create_missing", true)
                        .json(
                            Json.array(
                                Json.object(
                                    "user_id",
                                    owner,
                                    "session_id",
                                    "s" + round,
                                    "channel",
                                    run,
                                    "role",
                                    "user",
                                    "content",
                                    "x")))
                        .async())
                .expect(202)
                .items()
                .getFirst()
                .get("position")
                .asText());
      }
      assertThat(
              client.walk(
                  Call.get("/v1/sessions")
                      .query("channel", run)
                      .notBefore(String.join(",", positions))))
          .hasSize(5 * (round + 1));
    }
  }

  @Test
  void usersAreListedByIdAndPrefix() {
    String prefix = Names.unique("prefix") + "-";
    for (String name : List.of("b", "a", "c", "é", "B")) {
      client.createUser(prefix + name);
    }
    List<JsonNode> users =
        client.walk(Call.get("/v1/users").query("prefix", prefix).query("limit", 2));
    assertThat(users)
        .extracting(u -> u.get("user_id").asText().substring(prefix.length()))
        .containsExactly("B", "a", "b", "c", "é");
  }

  @Test
  void theAbsentAre404() {
    String nobody = Names.unique("nobody");
    client.send(Call.get(Paths.sessions(nobody))).expectProblem(404, "user_not_found");
    client.send(Call.get(Paths.user(nobody) + "/stats")).expectProblem(404, "user_not_found");
    client.send(Call.get(Paths.messages(user, "x"))).expectProblem(404, "session_not_found");
    client.send(Call.get(Paths.messages(nobody, "x"))).expectProblem(404, "user_not_found");
    client.send(Call.get(Paths.message(user, "s1", "x"))).expectProblem(404, "message_not_found");
    client
        .send(Call.get(Paths.messages(user, "x") + ":all"))
        .expectProblem(404, "session_not_found");
  }

  private static Instant at(int session) {
    return BEGIN.plusSeconds(session * 37L % SESSIONS * 3600);
  }

  private static List<String> ids(List<JsonNode> sessions) {
    return sessions.stream().map(session -> session.get("session_id").asText()).toList();
  }

  private Call list() {
    return Call.get(Paths.sessions(user));
  }
}
