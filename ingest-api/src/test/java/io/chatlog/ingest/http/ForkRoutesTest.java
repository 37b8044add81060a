package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.http.IngestHarness.Reply;
import io.chatlog.ingest.publish.Append;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Freshness;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fork copies all that was accepted before it was asked for, decided or not. */
class ForkRoutesTest {
  private static final IngestHarness INGEST = new IngestHarness();
  private static final String[] ASYNC = {"Prefer", "respond-async"};
  private static final String MESSAGES = "/v1/users/ann/sessions/s1/messages";
  private static final String FORK = "/v1/users/ann/sessions/s1:fork";

  @BeforeEach
  void clear() {
    INGEST.clear();
    INGEST.createAnn();
    INGEST.reads.lag();
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  private static Reply post(String path, String body, String... headers) {
    return INGEST.post(path, body.replace('\'', '"'), headers);
  }

  private static void say(String id) {
    String message = "{'message_id':'%s','role':'user','content':'x'}".formatted(id);
    assertThat(post(MESSAGES, message, ASYNC).status()).isEqualTo(202);
  }

  private static List<Payload> log() {
    return INGEST.log.records(INGEST.reads.partitionOf(new UserId("ann"))).stream()
        .map(record -> LogDecoder.event(record).payload())
        .toList();
  }

  private static List<String> copies(String fork) {
    return log().stream()
        .filter(PostMessage.class::isInstance)
        .map(PostMessage.class::cast)
        .filter(message -> message.sessionId().equals(new SessionId(fork)))
        .map(message -> message.messageId().value())
        .toList();
  }

  @Test
  void allThatWasAcceptedIsCopied() {
    say("m1");
    say("m2");
    post(MESSAGES + ":batch", "[{'message_id':'m3','role':'user','content':'x'}]", ASYNC);
    assertThat(post(FORK, "{'session_id':'whole'}").status()).isEqualTo(201);
    assertThat(copies("whole")).containsExactly("m1", "m2", "m3");
    say("m4");
    assertThat(post(FORK, "{'session_id':'four','at_seq':4}").status()).isEqualTo(201);
    assertThat(copies("four")).containsExactly("m1", "m2", "m3", "m4");
    say("m5");
    Reply named = post(FORK, "{'session_id':'five','message_id':'m5'}", ASYNC);
    assertThat(named.status()).isEqualTo(202);
    assertThat(copies("five")).hasSize(5);
    assertThat(post(FORK, "{'at_seq':6}").code()).isEqualTo("message_not_found");
  }

  @Test
  void aSessionThatWasAcceptedIsForked() {
    post("/v1/users/ann/sessions", "{'session_id':'s2'}", ASYNC);
    Reply reply = post(FORK.replace("s1", "s2"), "{'session_id':'f'}");
    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void itIsWaitedForAsLongAsAWriteIsUnlessTheWaitIsNamed() {
    post(FORK, "{'session_id':'a'}");
    assertThat(firstWait()).isEqualTo(5_000);
    post(FORK, "{'session_id':'b'}", "Prefer", "wait=9");
    assertThat(firstWait()).isEqualTo(9_000);
    post(FORK, "{'session_id':'c'}", "Prefer", "wait=0");
    assertThat(firstWait()).isEqualTo(2_000);
    post(FORK, "{'session_id':'d'}", "Chatlog-Wait-Ms", "30");
    assertThat(firstWait()).isEqualTo(30);
  }

  /** How long the first read behind the last barrier waits. */
  private static int firstWait() {
    long barrier = log().lastIndexOf(new Payload.Barrier());
    int partition = INGEST.reads.partitionOf(new UserId("ann"));
    return INGEST.reads.asked().stream()
        .filter(asked -> asked.atLeast().offset(partition).orElse(-1) == barrier)
        .map(Freshness::waitMillis)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsNotReachedInTimeWritesNothingAndIsSafeToRepeat() {
    say("m1");
    INGEST.reads.failWith(ErrorCode.POSITION_NOT_REACHED);
    Reply reply = post(FORK, "{}", "Idempotency-Key", "k");
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.code()).isEqualTo("position_not_reached");
    assertThat(reply.header("Retry-After")).isNotNull();
    assertThat(begun()).isEqualTo(1);
    INGEST.reads.succeed();
    assertThat(post(FORK, "{}", "Idempotency-Key", "k").status()).isEqualTo(201);
    assertThat(begun()).isEqualTo(2);
  }

  @Test
  void withoutABarrierNothingIsWritten() {
    INGEST.log.fate(_ -> new Append.NotWritten(ErrorCode.TOO_MANY_REQUESTS, "full"));
    assertThat(post(FORK, "{}").code()).isEqualTo("too_many_requests");
    INGEST.log.fate(_ -> new Append.Unknown("late"));
    assertThat(post(FORK, "{}").code()).isEqualTo("log_unavailable");
    assertThat(begun()).isEqualTo(1);
  }

  private static long begun() {
    return log().stream().filter(CreateSession.class::isInstance).count();
  }
}
