package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.Append;
import io.chatlog.view.Freshness;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What personas and panels refer to is there, or was referred to before. */
class ReferencesTest {
  private static final IngestHarness INGEST = new IngestHarness();

  @BeforeEach
  void clear() {
    INGEST.clear();
    INGEST.post("/v1/users", "{'user_id':'ann'}".replace('\'', '"'));
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  private static Reply post(String path, String body, String... headers) {
    return INGEST.post(path, body.replace('\'', '"'), headers);
  }

  private static Reply patch(String path, String body) {
    return INGEST.patch(path, body.replace('\'', '"'));
  }

  private static Reply put(String path, String body) {
    return INGEST.send("PUT", path, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  /** What is on the log that changes something. */
  private static long events() {
    return IntStream.range(0, IngestHarness.PARTITIONS)
        .boxed()
        .flatMap(partition -> INGEST.log.records(partition).stream())
        .filter(record -> !(LogDecoder.event(record).payload() instanceof Payload.Barrier))
        .count();
  }

  private static void assertMissing(Reply reply, String code, String... pointers) {
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.json().get("errors").findValuesAsText("pointer")).containsExactly(pointers);
  }

  @Test
  void aPanelNamesPersonasThatAreThere() {
    post("/v1/personas", "{'persona_id':'p1','name':'N'}");
    String body = "{'panel_id':'q','personas':['p2','p1','p3']}";
    long before = events();
    assertMissing(post("/v1/panels", body), "persona_not_found", "/personas/0", "/personas/2");
    assertThat(events()).isEqualTo(before);
    assertThat(post("/v1/panels", "{'panel_id':'q','personas':['p1']}").status()).isEqualTo(201);
    assertMissing(
        patch("/v1/panels/q", "{'personas':['p1','p2']}"), "persona_not_found", "/personas/1");
    assertThat(patch("/v1/panels/none", "{'personas':['p2']}").code()).isEqualTo("panel_not_found");
  }

  @Test
  void whatAPanelNamesStaysWhenThePersonaGoes() {
    post("/v1/personas", "{'persona_id':'p1','name':'N'}");
    String body = "{'panel_id':'q','personas':['p1']}";
    assertThat(post("/v1/panels", body).status()).isEqualTo(201);
    assertThat(INGEST.delete("/v1/personas/p1").status()).isEqualTo(204);
    assertThat(post("/v1/panels", body).code()).isEqualTo("panel_exists"); // as the fake decides
    assertThat(patch("/v1/panels/q", "{'personas':['p1']}").status()).isEqualTo(200);
    assertMissing(
        post("/v1/panels", "{'panel_id':'r','personas':['p1']}"),
        "persona_not_found",
        "/personas/0");
  }

  @Test
  void aPersonaThatIsGoneSpeaksNoMore() {
    post("/v1/personas", "{'persona_id':'p1','name':'N'}");
    post("/v1/panels", "{'panel_id':'q','personas':['p1']}");
    String said = "{'message_id':'m1','role':'user','content':'x','persona_id':'p1'}";
    String path = "/v1/panels/q/messages";
    assertThat(post(path, said).status()).isEqualTo(201);
    assertThat(INGEST.delete("/v1/personas/p1").status()).isEqualTo(204);
    long before = events();
    String more = said.replace("m1", "m2");
    assertMissing(post(path, more), "persona_not_found", "/persona_id");
    assertMissing(post(path, more, "Prefer", "respond-async"), "persona_not_found", "/persona_id");
    assertThat(events()).isEqualTo(before);
    assertThat(post(path, said).header("Chatlog-Duplicate")).isEqualTo("true");
    // what the panel never named is decided in the log
    assertThat(post(path, more.replace("p1", "p9")).code()).isEqualTo("persona_not_in_panel");
    assertThat(post("/v1/panels/r/messages", more).code()).isEqualTo("panel_not_found");
    post("/v1/personas", "{'persona_id':'p1','name':'again'}");
    assertThat(post(path, more).status()).isEqualTo(201);
  }

  @Test
  void anOwnerIsThereOrWasTheOwnerBefore() {
    String nobody = "{'persona_id':'p1','name':'N','owner_id':'nobody'}";
    assertMissing(post("/v1/personas", nobody), "user_not_found", "/owner_id");
    assertMissing(put("/v1/personas/p1", nobody), "user_not_found", "/owner_id");
    assertThat(patch("/v1/personas/p1", "{'owner_id':'nobody'}").code())
        .isEqualTo("persona_not_found");
    String ann = nobody.replace("nobody", "ann");
    assertThat(post("/v1/personas", ann).status()).isEqualTo(201);
    assertThat(put("/v1/personas/p1", ann).status()).isEqualTo(200);
    assertMissing(patch("/v1/personas/p1", "{'owner_id':'nobody'}"), "user_not_found", "/owner_id");
    assertThat(patch("/v1/personas/p1", "{'owner_id':null}").status()).isEqualTo(200);
  }

  @Test
  void whatCannotBeLookedUpIsNotWritten() {
    long before = events();
    INGEST.reads.failWith(ErrorCode.PARTITION_UNAVAILABLE);
    assertThat(post("/v1/panels", "{'personas':['p1']}").code()).isEqualTo("partition_unavailable");
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void aPositionIsWaitedFor() {
    post("/v1/personas", "{'persona_id':'p1','name':'N'}");
    String body = "{'personas':['p1']}";
    assertThat(post("/v1/panels", body, "Chatlog-Min-Position", "1:5").status()).isEqualTo(201);
    assertThat(INGEST.reads.asked()).anyMatch(asked -> asked.atLeast().offset(1).isPresent());
    assertThat(post("/v1/panels", body, "Chatlog-Min-Position", "99:5").code())
        .isEqualTo("invalid_position");
    assertThat(post("/v1/panels", body, "Chatlog-Min-Position", "x").code())
        .isEqualTo("invalid_position");
  }

  @Test
  void whatWasAcceptedBeforeIsThere() {
    INGEST.reads.lag();
    String[] async = {"Prefer", "respond-async"};
    post("/v1/users", "{'user_id':'bob'}", async);
    String persona = "{'persona_id':'p%d','name':'N','owner_id':'bob'}";
    for (int number = 1; number <= 5; number++) {
      assertThat(post("/v1/personas", persona.formatted(number), async).status()).isEqualTo(202);
    }
    String panel = "{'panel_id':'q','personas':['p1','p2','p3','p4']}";
    assertThat(post("/v1/panels", panel).status()).isEqualTo(201);
    assertThat(post("/v1/personas", persona.formatted(6), async).status()).isEqualTo(202);
    assertThat(patch("/v1/panels/q", "{'personas':['p5','p6']}").status()).isEqualTo(200);
  }

  @Test
  void aMissingReferenceIsLookedForBehindEverythingThatWasAccepted() {
    assertMissing(
        post("/v1/panels", "{'personas':['p1']}", "Chatlog-Wait-Ms", "70"),
        "persona_not_found",
        "/personas/0");
    Freshness last = INGEST.reads.asked().getLast();
    assertThat(last.atLeast().isEmpty()).isFalse();
    assertThat(last.waitMillis()).isEqualTo(70);
  }

  @Test
  void withoutABarrierNothingIsCalledMissing() {
    INGEST.log.fate(_ -> new Append.Unknown("late"));
    Reply reply = post("/v1/panels", "{'panel_id':'q','personas':['p1']}");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("log_unavailable");
    assertThat(reply.header("Retry-After")).isNotNull();
  }
}
