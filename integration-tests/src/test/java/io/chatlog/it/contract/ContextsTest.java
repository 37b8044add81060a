package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.kafka.FeedReader;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.Standalone;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Contexts: made, saved, listed, and gone with what they are of. */
@WithStandalone
class ContextsTest {
  private final Standalone standalone;
  private final ChatlogClient client;
  private final String user = Names.unique("nick|away[`]");
  private final String contexts = Paths.user(user) + "/contexts";

  ContextsTest(Standalone standalone, ChatlogClient client) {
    this.standalone = standalone;
    this.client = client;
  }

  @BeforeEach
  void begin() {
    client.createUser(user);
    client.createSession(user, "s1");
    client.createSession(user, "s2");
  }

  private Reply save(Object... fields) {
    return client.send(Call.post(contexts).json(Json.object(fields)).patiently());
  }

  private List<String> listed(String query) {
    List<String> ids = new ArrayList<>();
    client.walk(Call.get(contexts + query)).forEach(c -> ids.add(c.get("context_id").asText()));
    return ids;
  }

  private Reply delete(String path) {
    return client.send(Call.of("DELETE", path).patiently());
  }

  @Test
  void whatIsExtractedCanBeSavedAsItIs() {
    client.post(
        user, "s1", Json.object("role", "user", "content", "The printer refuses every job today."));
    client.post(
        user,
        "s1",
        Json.object("role", "assistant", "content", "Restart the spooler with `sc stop spooler`."));
    Call extract = Call.post(Paths.session(user, "s1") + "/context:extract").asRead();
    ObjectNode made = (ObjectNode) client.send(extract).expect(200).json();
    assertThat(made.get("key_points")).hasSize(2);
    assertThat(made.get("session_id").asText()).isEqualTo("s1");
    made.put("context_id", "c1").put("title", "Printer");
    Reply saved = client.send(Call.post(contexts).json(made).patiently()).expect(201);
    assertThat(saved.header("Location")).isEqualTo(contexts + "/c1");
    JsonNode read = client.read(contexts + "/c1");
    assertThat(read).isEqualTo(saved.json());
    made.fieldNames()
        .forEachRemaining(name -> assertThat(read.get(name)).as(name).isEqualTo(made.get(name)));
    assertThat(read.get("user_id").asText()).isEqualTo(user);
    assertThat(read.get("created_at").asText()).endsWith("Z");
    assertThat(FeedReader.contexts(standalone, user, "ContextFact c1"))
        .containsExactly("ContextFact c1");
  }

  @Test
  void aRepetitionIsHarmlessAndAnotherContentIsNot() {
    Reply first = save("context_id", "c1", "summary", "one").expect(201);
    assertThat(first.isDuplicate()).isFalse();
    Reply again = save("context_id", "c1", "summary", "one").expect(201);
    assertThat(again.isDuplicate()).isTrue();
    assertThat(again.json()).isEqualTo(first.json());
    save("context_id", "c1", "summary", "two").expectProblem(409, "id_conflict");
    Call keyed = Call.post(contexts).header("Idempotency-Key", "k1").patiently();
    Reply derived = client.send(keyed.json(Json.object("summary", "x"))).expect(201);
    Reply repeated = client.send(keyed.json(Json.object("summary", "x"))).expect(201);
    assertThat(repeated.isDuplicate()).isTrue();
    assertThat(repeated.json()).isEqualTo(derived.json());
    assertThat(listed("")).hasSize(2);
  }

  @Test
  void listsAreNewestFirstAndOfOneSessionWhereAsked() {
    List<String> all = new ArrayList<>();
    for (int number = 0; number < 7; number++) {
      String session = number % 3 == 0 ? null : "s" + number % 3;
      save("context_id", "c" + number, "session_id", session, "summary", "n" + number).expect(201);
      all.addFirst("c" + number);
    }
    assertThat(listed("?limit=2")).isEqualTo(all);
    assertThat(listed("?offset=3")).isEqualTo(all.subList(3, 7));
    Reply passed = client.send(Call.get(contexts + "?limit=2&offset=3")).expect(200);
    assertThat(passed.json().findValuesAsText("context_id")).isEqualTo(all.subList(3, 5));
    client
        .send(
            Call.get(contexts + "?limit=2&offset=1")
                .query("cursor", passed.json().get("next_cursor").asText()))
        .expectProblem(400, "invalid_parameter");
    assertThat(listed("?offset=7")).isEmpty();
    client.send(Call.get(contexts + "?offset=10001")).expectProblem(400, "invalid_parameter");
    assertThat(listed("?limit=1&session_id=s1")).containsExactly("c4", "c1");
    assertThat(listed("?session_id=s2")).containsExactly("c5", "c2");
    Reply page = client.send(Call.get(contexts + "?limit=2")).expect(200);
    String cursor = page.json().get("next_cursor").asText();
    save("context_id", "later", "summary", "later").expect(201);
    Reply next = client.send(Call.get(contexts + "?limit=2").query("cursor", cursor)).expect(200);
    assertThat(next.items().getFirst().get("context_id").asText()).isEqualTo("c4");
    client
        .send(Call.get(contexts + "?session_id=s1").query("cursor", cursor))
        .expectProblem(400, "invalid_cursor");
    client.send(Call.get(contexts + "?session_id=none")).expectProblem(404, "session_not_found");
    client.send(Call.get(contexts + "?limit=0")).expectProblem(400, "invalid_parameter");
    client.send(Call.get(contexts + "?limit=1001")).expectProblem(400, "invalid_parameter");
  }

  @Test
  void aSoftDeletedSessionHidesItsContexts() {
    save("context_id", "of", "session_id", "s1", "summary", "of a session").expect(201);
    save("context_id", "free", "summary", "of none").expect(201);
    client
        .send(Call.patch(Paths.session(user, "s1")).json(Json.object("status", "deleted")))
        .expect(200);
    assertThat(listed("?limit=1")).containsExactly("free");
    assertThat(listed("?session_id=s1")).isEmpty();
    client.send(Call.get(contexts + "/of")).expectProblem(404, "context_not_found");
    delete(contexts + "/of").expectProblem(404, "context_not_found");
    Reply more = save("session_id", "s1", "summary", "more");
    more.expectProblem(404, "session_not_found");
    assertThat(more.json().get("detail").asText()).contains("is deleted");
    client
        .send(Call.patch(Paths.session(user, "s1")).json(Json.object("status", "active")))
        .expect(200);
    assertThat(listed("")).containsExactly("free", "of");
  }

  @Test
  void contextsGoByThemselvesAndWithWhatTheyAreOf() {
    save("context_id", "a", "session_id", "s1", "summary", "1").expect(201);
    save("context_id", "b", "session_id", "s2", "summary", "2").expect(201);
    save("context_id", "c", "summary", "3").expect(201);
    delete(contexts + "/c").expect(204);
    delete(contexts + "/c").expectProblem(404, "context_not_found");
    save("context_id", "c", "summary", "another one").expect(201);
    Reply gone = delete(Paths.session(user, "s1")).expect(204);
    assertThat(listed("")).containsExactly("c", "b");
    client
        .send(Call.get(contexts + "/a").notBefore(gone.position()))
        .expectProblem(404, "context_not_found");
    client.createSession(user, "s1");
    assertThat(listed("?session_id=s1")).isEmpty();
    save("context_id", "a", "session_id", "s1", "summary", "new").expect(201);
    assertThat(FeedReader.contexts(standalone, user, "ContextDeletedFact c"))
        .contains("ContextDeletedFact c");

    delete(Paths.session(user, "s1")).expect(204);
    delete(Paths.session(user, "s2")).expect(204);
    delete(Paths.user(user)).expectProblem(409, "user_has_data");
    delete(Paths.user(user) + "?force=true").expect(204);
    client.send(Call.get(contexts)).expectProblem(404, "user_not_found");
    client.createUser(user);
    assertThat(listed("")).isEmpty();
  }

  @Test
  void badInputIsRefusedWithEveryFault() {
    Reply faulty =
        save(
            "title",
            "",
            "key_points",
            List.of("", "fine"),
            "confidence",
            2,
            "message_range",
            Json.object("from_seq", 0));
    faulty.expectProblem(400, faulty.code());
    List<String> pointers = new ArrayList<>();
    faulty.json().get("errors").forEach(fault -> pointers.add(fault.get("pointer").asText()));
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/title",
            "/summary",
            "/key_points/0",
            "/confidence",
            "/message_range/from_seq",
            "/message_range/to_seq");
    save("summary", "x", "colour", 1).expectProblem(400, "unknown_field");
    save("summary", "x", "context_id", "a/b").expectProblem(400, "invalid_id");
    save("summary", "x", "session_id", "none").expectProblem(404, "session_not_found");
    save("summary", "x", "entities", List.of()).expectProblem(400, "invalid_field");
    save("summary", "x", "message_range", Json.object("from_seq", 3, "to_seq", 2))
        .expectProblem(400, "invalid_field");
    client
        .send(
            Call.post(Paths.user(Names.unique("nobody")) + "/contexts")
                .json(Json.object("summary", "x")))
        .expectProblem(404, "user_not_found");
    assertThat(listed("")).isEmpty();
  }

  @Test
  void limitsHoldAtAndOnePastThem() {
    save("summary", "😀".repeat(500)).expect(201);
    save("summary", "😀".repeat(501)).expectProblem(400, "invalid_field");
    save("summary", "").expect(201);
    save("summary", "x", "title", "t".repeat(200)).expect(201);
    save("summary", "x", "title", "t".repeat(201)).expectProblem(400, "invalid_field");
    List<String> points = Collections.nCopies(10, "p".repeat(1_000));
    save("summary", "x", "key_points", points).expect(201);
    save("summary", "x", "key_points", Collections.nCopies(11, "p"))
        .expectProblem(400, "invalid_field");
    save("summary", "x", "key_points", List.of("p".repeat(1_001)))
        .expectProblem(400, "invalid_field");
    String large = "m".repeat((64 << 10) - "{'k':''}".length());
    save("summary", "x", "metadata", Json.object("k", large)).expect(201);
    save("summary", "x", "metadata", Json.object("k", large + "m"))
        .expectProblem(400, "metadata_too_large");
    save("summary", "x", "entities", Json.object("k", large)).expect(201);
    save("summary", "x", "entities", Json.object("k", large + "m"))
        .expectProblem(400, "metadata_too_large");
  }

  @Test
  void anAcceptedContextIsReadByItsPosition() {
    Reply accepted =
        client
            .send(Call.post(contexts).json(Json.object("context_id", "c", "summary", "x")).async())
            .expect(202);
    JsonNode read =
        client.send(Call.get(contexts + "/c").notBefore(accepted.position())).expect(200).json();
    assertThat(read.get("summary").asText()).isEqualTo("x");
    assertThat(client.read("/v1/receipts/" + accepted.position()).get("outcome").asText())
        .isEqualTo("applied");
  }
}
