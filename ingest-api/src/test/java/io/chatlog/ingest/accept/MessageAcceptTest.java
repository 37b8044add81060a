package io.chatlog.ingest.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageAcceptTest {
  private static final UserId ANN = new UserId("ann");
  private static final SessionId S1 = new SessionId("s1");
  private static final WriteContext PLAIN = new WriteContext(RouteKind.POST_MESSAGE, null, null, 0);

  private final Acceptor acceptor =
      new Acceptor(WriteLimits.defaults(), new CountingIds(), new SteppingClock());

  @Test
  void everyFieldReachesTheEvent() {
    Event event =
        accepted(
            acceptor.message(
                ANN,
                S1,
                MessageFields.inSession(
                    "m1", "Assistant", "hi", "bo", 5L, "{\"a\":1.0}", new float[] {1f, -2f}),
                new WriteContext(RouteKind.POST_MESSAGE, "k", "key-1", 0)));

    assertThat(event.owner()).isEqualTo(ANN);
    assertThat(event.idempotencyKey()).isEqualTo("k");
    assertThat(event.actor()).isEqualTo("key-1");
    assertThat(event.receivedAtMicros()).isEqualTo(1_700_000_000_000_001L);
    assertThat(UUID.fromString(event.eventId()).version()).isEqualTo(7);
    PostMessage message = (PostMessage) event.payload();
    assertThat(message.sessionId()).isEqualTo(S1);
    assertThat(message.messageId().value()).isEqualTo("m1");
    assertThat(message.role()).isEqualTo(Role.ASSISTANT);
    assertThat(message.content()).isEqualTo("hi");
    assertThat(message.authorId()).isEqualTo("bo");
    assertThat(message.timestampMicros()).isEqualTo(5L);
    assertThat(message.metadataJson()).isEqualTo("{\"a\":1.0}");
    assertThat(message.embedding()).containsExactly(1f, -2f);
    assertThat(message.createMissing()).isNull();
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(faults(acceptor.message(ANN, S1, fields(null, null), PLAIN)))
        .containsExactly(
            Tuple.tuple("/role", ErrorCode.MISSING_FIELD),
            Tuple.tuple("/content", ErrorCode.MISSING_FIELD));
  }

  @Test
  void everyFaultIsTold() {
    MessageFields fields =
        MessageFields.inSession(
            "a/b",
            "robot",
            " \t\n",
            "",
            Checks.TIME_MICROS_MAX + 1,
            "{\"x\":\"" + "y".repeat(65_536) + "\"}",
            new float[0]);

    assertThat(faults(acceptor.message(ANN, S1, fields, PLAIN)))
        .containsExactly(
            Tuple.tuple("/message_id", ErrorCode.INVALID_ID),
            Tuple.tuple("/role", ErrorCode.INVALID_FIELD),
            Tuple.tuple("/content", ErrorCode.CONTENT_BLANK),
            Tuple.tuple("/author_id", ErrorCode.INVALID_ID),
            Tuple.tuple("/timestamp", ErrorCode.INVALID_FIELD),
            Tuple.tuple("/metadata", ErrorCode.METADATA_TOO_LARGE),
            Tuple.tuple("/embedding", ErrorCode.INVALID_FIELD));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\t\r\n", "\u00a0", "\u2003\u2028", "\u200b", "\ufeff", "\u0000\u0085"})
  void blankContentIsRefused(String content) {
    assertThat(faults(acceptor.message(ANN, S1, fields("user", content), PLAIN)))
        .containsExactly(Tuple.tuple("/content", ErrorCode.CONTENT_BLANK));
  }

  @ParameterizedTest
  @ValueSource(strings = {".", " x ", "\u4e2d", "\ud83d\ude00", "\u200d\u2764", "\u0001a"})
  void anyVisibleContentIsTaken(String content) {
    PostMessage message =
        (PostMessage) accepted(acceptor.message(ANN, S1, fields("user", content), PLAIN)).payload();
    assertThat(message.content()).isEqualTo(content);
  }

  @Test
  void contentIsBoundedInCodePoints() {
    String most = "\ud83d\ude00".repeat(100_000);
    assertThat(acceptor.message(ANN, S1, fields("user", most), PLAIN))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(faults(acceptor.message(ANN, S1, fields("user", most + "a"), PLAIN)))
        .containsExactly(Tuple.tuple("/content", ErrorCode.CONTENT_TOO_LONG));
  }

  @Test
  void contentIsBoundedInBytes() {
    WriteLimits limits =
        new WriteLimits(1_000, 100, 200, 50, 100, 10_000, 128, 320, 65_536, 4_096, 0);
    Acceptor small = new Acceptor(limits, new CountingIds(), new SteppingClock());

    assertThat(small.message(ANN, S1, fields("user", "\u4e2d".repeat(33) + "x"), PLAIN))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(faults(small.message(ANN, S1, fields("user", "\u4e2d".repeat(33) + "xy"), PLAIN)))
        .containsExactly(Tuple.tuple("/content", ErrorCode.CONTENT_TOO_LONG));
  }

  @Test
  void metadataIsBoundedInBytes() {
    String most = "{\"a\":\"" + "\u00fc".repeat(32_764) + "\"}";
    assertThat(acceptor.message(ANN, S1, withMetadata(most), PLAIN))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(faults(acceptor.message(ANN, S1, withMetadata(most.replace("}", " }")), PLAIN)))
        .containsExactly(Tuple.tuple("/metadata", ErrorCode.METADATA_TOO_LARGE));
  }

  @Test
  void anEmbeddingHasOneTo4096FiniteNumbers() {
    assertThat(acceptor.message(ANN, S1, withEmbedding(ones(1)), PLAIN))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(acceptor.message(ANN, S1, withEmbedding(ones(4_096)), PLAIN))
        .isInstanceOf(Acceptance.Accepted.class);
    assertThat(faults(acceptor.message(ANN, S1, withEmbedding(ones(4_097)), PLAIN)))
        .containsExactly(Tuple.tuple("/embedding", ErrorCode.INVALID_FIELD));
    assertThat(
            faults(
                acceptor.message(
                    ANN, S1, withEmbedding(new float[] {1, Float.POSITIVE_INFINITY}), PLAIN)))
        .containsExactly(Tuple.tuple("/embedding/1", ErrorCode.INVALID_FIELD));
  }

  @Test
  void timesKeepToTheYearsOfRfc3339() {
    for (long micros : new long[] {Checks.TIME_MICROS_MIN, 0, Checks.TIME_MICROS_MAX}) {
      assertThat(acceptor.message(ANN, S1, withTime(micros), PLAIN))
          .isInstanceOf(Acceptance.Accepted.class);
    }
    for (long micros : new long[] {Checks.TIME_MICROS_MIN - 1, Checks.TIME_MICROS_MAX + 1}) {
      assertThat(faults(acceptor.message(ANN, S1, withTime(micros), PLAIN)))
          .containsExactly(Tuple.tuple("/timestamp", ErrorCode.INVALID_FIELD));
    }
  }

  @Test
  void aLoneSurrogateIsRefused() {
    assertThat(faults(acceptor.message(ANN, S1, fields("user", "x\ud800"), PLAIN)))
        .containsExactly(Tuple.tuple("/content", ErrorCode.MALFORMED_JSON));
  }

  @Test
  void absentIdsAreNewAndDifferent() {
    Acceptance one = acceptor.message(ANN, S1, fields("user", "x"), PLAIN);
    Acceptance two = acceptor.message(ANN, S1, fields("user", "x"), PLAIN);
    assertThat(messageId(one)).isNotEqualTo(messageId(two));
    assertThat(UUID.fromString(messageId(one)).version()).isEqualTo(7);
  }

  @Test
  void aMessageAnywhereNeedsItsAddress() {
    assertThat(faults(acceptor.messageAnywhere(fields("user", "x"), true, PLAIN)))
        .containsExactly(
            Tuple.tuple("/user_id", ErrorCode.MISSING_FIELD),
            Tuple.tuple("/session_id", ErrorCode.MISSING_FIELD));
    assertThat(faults(acceptor.messageAnywhere(anywhere("a b", "..", "", "", ""), true, PLAIN)))
        .extracting(fault -> fault.toList().getFirst())
        .containsExactly("/user_id", "/session_id", "/session_title", "/channel", "/source");
  }

  @Test
  void aMessageAnywhereBearsHowItsSessionBegins() {
    MessageFields fields = anywhere("ann", "s1", "T", "irc", "import");
    Event creating = accepted(acceptor.messageAnywhere(fields, true, PLAIN));
    assertThat(((PostMessage) creating.payload()).createMissing())
        .isEqualTo(new CreateMissing("T", "irc", "import"));
    Event plain = accepted(acceptor.messageAnywhere(fields, false, PLAIN));
    assertThat(((PostMessage) plain.payload()).createMissing()).isNull();
  }

  private static MessageFields fields(String role, String content) {
    return MessageFields.inSession(null, role, content, null, null, null, null);
  }

  private static MessageFields withMetadata(String json) {
    return MessageFields.inSession(null, "user", "x", null, null, json, null);
  }

  private static MessageFields withTime(long micros) {
    return MessageFields.inSession(null, "user", "x", null, micros, null, null);
  }

  @Test
  void anEmbeddingOfZeroesPointsNowhere() {
    assertThat(faults(acceptor.message(ANN, S1, withEmbedding(new float[3]), PLAIN)))
        .containsExactly(Tuple.tuple("/embedding", ErrorCode.INVALID_FIELD));
  }

  @Test
  void anEmbeddingHasTheDimensionsOfTheDeployment() {
    Acceptor of3 =
        new Acceptor(
            new WriteLimits(100_000, 1 << 20, 200, 50, 100, 10_000, 128, 320, 64 << 10, 4_096, 3),
            new CountingIds(),
            new SteppingClock());
    assertThat(of3.message(ANN, S1, withEmbedding(ones(3)), PLAIN))
        .isInstanceOf(Acceptance.Accepted.class);
    for (int dimensions : new int[] {2, 4}) {
      assertThat(faults(of3.message(ANN, S1, withEmbedding(ones(dimensions)), PLAIN)))
          .containsExactly(Tuple.tuple("/embedding", ErrorCode.EMBEDDING_MISMATCH));
    }
  }

  private static float[] ones(int dimensions) {
    float[] numbers = new float[dimensions];
    Arrays.fill(numbers, 1);
    return numbers;
  }

  private static MessageFields withEmbedding(float[] embedding) {
    return MessageFields.inSession(null, "user", "x", null, null, null, embedding);
  }

  private static MessageFields anywhere(
      String user, String session, String title, String channel, String source) {
    return new MessageFields(
        user, session, title, channel, source, null, "user", "x", null, null, null, null);
  }

  private static String messageId(Acceptance acceptance) {
    return ((PostMessage) accepted(acceptance).payload()).messageId().value();
  }

  static Event accepted(Acceptance acceptance) {
    assertThat(acceptance).isInstanceOf(Acceptance.Accepted.class);
    return ((Acceptance.Accepted) acceptance).event();
  }

  static List<Tuple> faults(Acceptance acceptance) {
    assertThat(acceptance).isInstanceOf(Acceptance.Refused.class);
    return ((Acceptance.Refused) acceptance)
        .faults().stream().map(fault -> Tuple.tuple(fault.pointer(), fault.code())).toList();
  }
}
