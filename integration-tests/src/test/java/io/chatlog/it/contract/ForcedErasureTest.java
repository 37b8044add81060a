package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user has in partitions of others goes with it; what belongs to others stays. */
@WithStandalone
class ForcedErasureTest {
  private final ChatlogClient client;
  private final String ann = Names.unique("ann");
  private final String bob = Names.unique("bob");

  ForcedErasureTest(ChatlogClient client) {
    this.client = client;
  }

  private static Call post(String panel) {
    return Call.post("/v1/panels/" + panel + "/messages").patiently();
  }

  private static JsonNode said(String id, String author) {
    return Json.object(
        "message_id", id, "role", "user", "content", "said by " + author, "author_id", author);
  }

  private List<String> panels(int count) {
    List<String> panels = new ArrayList<>();
    for (int at = 0; at < count; at++) {
      String panel = Names.unique("panel");
      client
          .send(Call.post("/v1/panels").patiently().json(Json.object("panel_id", panel)))
          .expect(201);
      panels.add(panel);
    }
    return panels;
  }

  private Reply erase(String user) {
    return client.send(Call.of("DELETE", Paths.user(user) + "?force=true").patiently());
  }

  @Test
  void whatTheUserSaidInPanelsGoesFromMessagesCountsAndStatistics() {
    client.createUser(ann);
    String panel = panels(1).getFirst();
    client.send(post(panel).json(said("m1", ann))).expect(201);
    client.send(post(panel).json(said("m2", bob))).expect(201);
    client.send(post(panel).json(said("m3", ann))).expect(201);
    JsonNode answer =
        Json.object("message_id", "m4", "role", "user", "content", "why?", "response_to", "m3");
    client.send(post(panel).json(answer)).expect(201);
    JsonNode insight =
        Json.object("type", "summary", "content", "so", "supporting_messages", List.of("m1"));
    client
        .send(Call.post("/v1/panels/" + panel + "/insights").patiently().json(insight))
        .expect(201);
    client.send(Call.of("DELETE", Paths.user(ann)).patiently()).expectProblem(409, "user_has_data");
    erase(ann).expect(204);

    List<JsonNode> left = client.walk(Call.get("/v1/panels/" + panel + "/messages"));
    assertThat(left)
        .extracting(each -> each.get("message_id").asText())
        .containsExactly("m2", "m4");
    assertThat(left).extracting(each -> each.get("seq").asLong()).containsExactly(2L, 4L);
    assertThat(left.getLast().get("response_to").asText()).isEqualTo("m3");
    client
        .send(Call.get("/v1/panels/" + panel + "/messages/m1"))
        .expectProblem(404, "message_not_found");
    assertThat(client.read("/v1/panels/" + panel).get("message_count").asLong()).isEqualTo(2);
    JsonNode stats = client.read("/v1/panels/" + panel + "/stats");
    assertThat(stats.get("message_count").asLong()).isEqualTo(2);
    assertThat(stats.get("insight_count").asLong()).isEqualTo(1);
    // nobody gets the numbers of those that are gone, and nobody answers them any more
    client
        .send(post(panel).json(Json.object("role", "user", "content", "late", "response_to", "m1")))
        .expectProblem(422, "message_not_in_panel");
    assertThat(
            client.send(post(panel).json(said("m1", bob))).expect(201).json().get("seq").asLong())
        .isEqualTo(5);
  }

  @Test
  void whatTheUserWroteInSessionsOfOthersStaysTheirs() {
    client.createUser(ann);
    client.createUser(bob);
    client.createSession(bob, "s");
    client.post(bob, "s", said("m", ann));
    erase(ann).expect(204);
    assertThat(client.allMessages(bob, "s"))
        .singleElement()
        .satisfies(message -> assertThat(message.get("author_id").asText()).isEqualTo(ann));
  }

  /** Nobody waited for any of it: what the log had acknowledged before goes all the same. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasAcknowledgedBeforeTheDeletionGoes(boolean asynchronously) {
    client.createUser(ann);
    List<String> panels = panels(8);
    List<String> personas = new ArrayList<>();
    for (String panel : panels) {
      String persona = Names.unique("persona");
      personas.add(persona);
      client
          .send(
              Call.post("/v1/personas")
                  .async()
                  .json(Json.object("persona_id", persona, "name", "N", "owner_id", ann)))
          .expect(202);
      client
          .send(Call.post("/v1/panels/" + panel + "/messages").async().json(said("m", ann)))
          .expect(202);
    }
    Call deletion = Call.of("DELETE", Paths.user(ann) + "?force=true");
    Reply reply = client.send(asynchronously ? deletion.async() : deletion.patiently());
    reply.expect(asynchronously ? 202 : 204);
    client
        .send(Call.get(Paths.user(ann)).notBefore(reply.position()))
        .expectProblem(404, "user_not_found");
    for (String panel : panels) {
      assertThat(client.send(Call.get("/v1/panels/" + panel + "/messages")).items()).isEmpty();
    }
    for (String persona : personas) {
      client.send(Call.get("/v1/personas/" + persona)).expectProblem(404, "persona_not_found");
    }
  }

  @Test
  void aDeletionWhoseConditionDoesNotHoldErasesNothing() {
    client.createUser(ann);
    String panel = panels(1).getFirst();
    client.send(post(panel).json(said("m", ann))).expect(201);
    client
        .send(
            Call.of("DELETE", Paths.user(ann) + "?force=true")
                .patiently()
                .header("If-Match", "\"7\""))
        .expectProblem(412, "version_mismatch");
    assertThat(client.send(Call.get("/v1/panels/" + panel + "/messages")).items()).hasSize(1);
  }
}
