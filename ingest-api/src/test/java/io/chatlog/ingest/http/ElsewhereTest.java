package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.DeletePersona;
import io.chatlog.event.Payload.ErasePanelMessage;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.Append;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.PersonaId;
import io.chatlog.value.UserId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user has elsewhere goes before the user, whatever fails in between. */
class ElsewhereTest {
  private static final IngestHarness INGEST = new IngestHarness();
  private static final String ANN = "/v1/users/ann";

  @BeforeEach
  void clear() {
    INGEST.clear();
    INGEST.post("/v1/users", "{\"user_id\":\"ann\"}");
    INGEST.post("/v1/users", "{\"user_id\":\"bob\"}");
    persona("p1", "ann");
    persona("p2", "ann");
    persona("p3", "bob");
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  private static void persona(String id, String owner) {
    Reply reply =
        INGEST.post(
            "/v1/personas",
            "{\"persona_id\":\"" + id + "\",\"name\":\"N\",\"owner_id\":\"" + owner + "\"}");
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v1/personas/" + id);
  }

  private static List<Payload> log() {
    return IntStream.range(0, IngestHarness.PARTITIONS)
        .boxed()
        .flatMap(partition -> INGEST.log.records(partition).stream())
        .map(record -> LogDecoder.event(record).payload())
        .toList();
  }

  private static long deletionsOfUsers() {
    return log().stream().filter(Payload.DeleteUser.class::isInstance).count();
  }

  @Test
  void thoseOfTheUserGoAndOthersStay() {
    assertThat(INGEST.delete(ANN + "?force=true").status()).isEqualTo(204);
    assertThat(log().stream().filter(DeletePersona.class::isInstance))
        .containsExactlyInAnyOrder(
            new DeletePersona(new PersonaId("p1"), null, new UserId("ann")),
            new DeletePersona(new PersonaId("p2"), null, new UserId("ann")));
    assertThat(INGEST.patch("/v1/personas/p1", "{}").code()).isEqualTo("persona_not_found");
    assertThat(INGEST.patch("/v1/personas/p3", "{}").status()).isEqualTo(200);
    assertThat(INGEST.lastEvent(OwnerIds.of(new PersonaId("p2")).value()).payload())
        .isInstanceOf(DeletePersona.class);
  }

  private static void said(String panel, String id, String author) {
    Reply reply =
        INGEST.post(
            "/v1/panels/" + panel + "/messages",
            "{\"message_id\":\""
                + id
                + "\",\"role\":\"user\",\"content\":\"x\",\"author_id\":\""
                + author
                + "\"}");
    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void whatTheUserSaidInPanelsGoesAndWhatOthersSaidStays() {
    for (int panel = 0; panel < 5; panel++) {
      INGEST.post("/v1/panels", "{\"panel_id\":\"panel" + panel + "\"}");
      said("panel" + panel, "m1", "ann");
      said("panel" + panel, "m2", "bob");
      said("panel" + panel, "m3", "ann");
    }
    assertThat(INGEST.delete(ANN).code()).isEqualTo("user_has_data");
    assertThat(INGEST.delete(ANN + "?force=true").status()).isEqualTo(204);
    List<Payload> log = log();
    assertThat(log.stream().filter(ErasePanelMessage.class::isInstance))
        .hasSize(10)
        .noneMatch(erase -> ((ErasePanelMessage) erase).id().equals("m2"));
    // everything before the first look, and everything before the last
    assertThat(log.stream().filter(Payload.Barrier.class::isInstance))
        .hasSize(2 * IngestHarness.PARTITIONS);
    assertThat(INGEST.delete("/v1/users/bob").code()).isEqualTo("user_has_data");
  }

  @Test
  void aDeletionThatIsRefusedErasesNothing() {
    Reply reply = INGEST.delete(ANN + "?force=true", "If-Match", "\"7\"");
    assertThat(reply.code()).isEqualTo("version_mismatch");
    assertThat(log()).noneMatch(DeletePersona.class::isInstance);
    assertThat(INGEST.delete(ANN + "?force=true", "If-Match", "\"1\"").status()).isEqualTo(204);
    assertThat(log().stream().filter(DeletePersona.class::isInstance)).hasSize(2);
  }

  @Test
  void withoutForceTheyKeepTheirUser() {
    Reply reply = INGEST.delete(ANN);
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.code()).isEqualTo("user_has_data");
    assertThat(deletionsOfUsers()).isZero();
    INGEST.delete("/v1/personas/p1");
    INGEST.delete("/v1/personas/p2");
    assertThat(INGEST.delete(ANN).status()).isEqualTo(204);
  }

  @Test
  void whatWasAcceptedBeforeKeepsItsUser() {
    INGEST.post("/v1/users", "{\"user_id\":\"cat\"}");
    INGEST.reads.lag();
    INGEST.post(
        "/v1/personas",
        "{\"persona_id\":\"p4\",\"name\":\"N\",\"owner_id\":\"cat\"}",
        "Prefer",
        "respond-async");
    assertThat(INGEST.delete("/v1/users/cat").code()).isEqualTo("user_has_data");
    INGEST.reads.failWith(ErrorCode.PARTITION_UNAVAILABLE);
    assertThat(INGEST.delete("/v1/users/cat").code()).isEqualTo("partition_unavailable");
    assertThat(deletionsOfUsers()).isZero();
  }

  @Test
  void theUserStaysWhileTheyCannotGo() {
    INGEST.log.fate(_ -> new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away"));
    Reply reply = INGEST.delete(ANN + "?force=true");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("log_unavailable");
    INGEST.log.fate(_ -> new Append.Unknown("late"));
    assertThat(INGEST.delete(ANN + "?force=true").code()).isEqualTo("outcome_unknown");
    INGEST.log.fate(append -> append);
    INGEST.reads.failWith(ErrorCode.PARTITION_UNAVAILABLE);
    assertThat(INGEST.delete(ANN + "?force=true").code()).isEqualTo("partition_unavailable");
    assertThat(deletionsOfUsers()).isZero();
  }

  @Test
  void aDeletionThatIsNotWaitedForErasesThemAllTheSame() {
    Reply reply = INGEST.delete(ANN + "?force=true", "Prefer", "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(INGEST.patch("/v1/personas/p1", "{}").code()).isEqualTo("persona_not_found");
  }
}
