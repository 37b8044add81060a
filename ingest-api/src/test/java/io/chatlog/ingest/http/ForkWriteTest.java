package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.accept.ForkAcceptor;
import io.chatlog.ingest.accept.ForkFields;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.InMemoryEventLog;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.ingest.http.PathIds.SessionAddress;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Outcome;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many messages a fork copies. */
final class ForkWriteTest {
  private static final int MESSAGES_MAX = 2_500;
  private static final SessionAddress ORIGINAL =
      new SessionAddress(new UserId("ann"), new SessionId("s"));

  private final ModelState state = new ModelState(1);
  private final InMemoryEventLog log = new InMemoryEventLog(1);

  private boolean decides = true;
  private long asked;

  /** Reads the model, where what is written never arrives. */
  private final class ModelReads implements Reads {
    @Override
    @SuppressWarnings("unchecked")
    public <R> Answer<R> read(Read<R> read, Freshness freshness) {
      if (!(read instanceof Read.GetOutcomes get)) {
        return new Answer.Complete<>(state.answer(0, read), Positions.NONE, false, List.of());
      }
      asked = freshness.atLeast().offset(0).orElseThrow();
      assertThat(log.size()).as("nothing more is appended before").isEqualTo((int) asked + 1);
      return decides || asked == 0
          ? (Answer<R>)
              new Answer.Complete<>(
                  get.questions().stream()
                      .map(_ -> (Outcome) new Outcome.Applied(false, 0, null))
                      .toList(),
                  Positions.NONE,
                  false,
                  List.of())
          : new Answer.Failed<>(ErrorCode.POSITION_NOT_REACHED, "not yet");
    }

    @Override
    public int partitionOf(UserId user) {
      return 0;
    }

    @Override
    public int partitionCount() {
      return 1;
    }
  }

  private final ModelReads reads = new ModelReads();
  private final ForkWrite fork =
      new ForkWrite(
          new ForkAcceptor(
              new Acceptor(WriteLimits.defaults(), new CountingIds(), new SteppingClock())),
          new EventEncoder(LogDecoder.SCHEMA_ID, 1),
          log,
          reads,
          MESSAGES_MAX);

  ForkWriteTest() {
    state.put(ModelValues.user("ann"));
    state.put(ModelValues.session("ann", "s", 1));
    for (int number = 1; number <= MESSAGES_MAX + 1; number++) {
      state.put(ModelValues.message("ann", "s", "m" + number, Role.USER, "x", number));
    }
  }

  private void fill(long atSeq) {
    fork.fill(
        new ForkOriginal(reads, ORIGINAL, Freshness.NOW),
        new ForkFields(atSeq, null, "f", null),
        new WriteOptions(false, 0, null, null, null),
        new WriteContext(RouteKind.FORK_SESSION, null, null, 0));
  }

  @Test
  void asManyAsMayAreCopied() {
    fill(MESSAGES_MAX);
    assertThat(log.size()).as("the session and its messages").isEqualTo(1 + MESSAGES_MAX);
  }

  @Test
  void noMoreThanOnePageWaitsToBeDecided() {
    fill(MESSAGES_MAX);
    assertThat(asked).as("the last page but one").isEqualTo(2 * ForkWrite.PAGE);
    decides = false;
    log.clear();
    assertThatThrownBy(() -> fill(MESSAGES_MAX))
        .isInstanceOfSatisfying(
            ProblemException.class,
            stopped ->
                assertThat(stopped.problem().code()).isEqualTo(ErrorCode.POSITION_NOT_REACHED));
    assertThat(log.size()).isEqualTo(1 + ForkWrite.PAGE);
  }

  @Test
  void oneMoreIsRefusedBeforeAnythingIsWritten() {
    assertThatThrownBy(() -> fill(MESSAGES_MAX + 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    assertThat(log.size()).isZero();
  }
}
