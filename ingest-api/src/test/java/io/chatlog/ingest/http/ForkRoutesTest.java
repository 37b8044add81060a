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
import java.util.stream.Stream;
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

  /** The same fork asked for in several ways: each is another fork. */
  private static final String[] WAYS = {
    "{'session_id':'whole'}",
    "{'session_id':'seq','at_seq':1}",
    "{'session_id':'message','message_id':'m1'}",
    "{'session_id':'titled','title':'T'}",
    "{}"
  };

  private static Reply fork(String body) {
    return body.equals("{}") ? post(FORK, body, "Idempotency-Key", "k") : post(FORK, body);
  }

  private static void isToldAgain(List<Reply> first, String after) {
    long written = log().stream().filter(PostMessage.class::isInstance).count();
    for (int way = 0; way < WAYS.length; way++) {
      Reply again = fork(WAYS[way]);
      assertThat(again.status()).as("%s after %s: %s", WAYS[way], after, again).isEqualTo(201);
      assertThat(again.header("Chatlog-Duplicate")).as(WAYS[way]).isEqualTo("true");
      assertThat(again.json()).as(WAYS[way]).isEqualTo(first.get(way).json());
    }
    for (String other :
        new String[] {
          "{'session_id':'whole','at_seq':1}",
          "{'session_id':'whole','message_id':'m1'}",
          "{'session_id':'seq'}",
          "{'session_id':'message'}",
          "{'session_id':'whole','title':'T'}",
          "{'session_id':'titled'}",
          "{'session_id':'titled','title':'U'}"
        }) {
      assertThat(post(FORK, other).code())
          .as("%s after %s", other, after)
          .isEqualTo("session_exists");
    }
    Reply sameKey = post(FORK, "{'at_seq':1}", "Idempotency-Key", "k");
    assertThat(sameKey.code()).as(after).isEqualTo("session_exists");
    assertThat(log().stream().filter(PostMessage.class::isInstance).count()).isEqualTo(written);
  }

  @Test
  void aForkThatIsAskedForAgainIsADuplicateWhateverBecameOfTheOriginal() {
    say("m1");
    post("/v1/users/ann/sessions", "{'session_id':'s2'}");
    List<Reply> first = Stream.of(WAYS).map(ForkRoutesTest::fork).toList();
    assertThat(first).allMatch(reply -> reply.status() == 201);
    assertThat(first).allMatch(reply -> reply.header("Chatlog-Duplicate") == null);
    isToldAgain(first, "nothing");
    say("m2");
    isToldAgain(first, "another message");
    INGEST.patch("/v1/users/ann/sessions/s1", "{\"title\":\"other\"}");
    isToldAgain(first, "another title");
    INGEST.delete(MESSAGES + "/m1");
    isToldAgain(first, "the last message of some is gone");
    INGEST.delete(MESSAGES + "/m2");
    isToldAgain(first, "no message is left");
    assertThat(post(FORK.replace("s1", "s2"), "{'session_id':'whole'}").code())
        .isEqualTo("session_exists");
    INGEST.delete("/v1/users/ann/sessions/s1");
    isToldAgain(first, "the original is gone");
    long before = begun();
    assertThat(post(FORK, "{'session_id':'new'}").code()).isEqualTo("message_not_found");
    assertThat(begun()).as("nothing is written").isEqualTo(before);
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
