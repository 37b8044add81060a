package io.chatlog.ingest.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class OutcomesTest {
  private final List<Read.GetOutcomes> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<Freshness> fresh = Collections.synchronizedList(new ArrayList<>());

  @Test
  void eachPartitionIsAskedOnceUpToItsHighestOffset() {
    Outcomes outcomes = new Outcomes(reads(OutcomesTest::echo));

    List<Decided> decided =
        outcomes.of(List.of(write(1, 5), write(0, 9), write(1, 2), write(1, 7)), 300, true);

    assertThat(decided)
        .extracting(d -> ((Outcome.Applied) ((Decided.Yes) d).outcome()).seq())
        .containsExactly(5L, 9L, 2L, 7L);
    assertThat(asked).hasSize(2).allMatch(Read.GetOutcomes::withEntities);
    assertThat(fresh)
        .containsExactlyInAnyOrder(
            new Freshness(Positions.of(new Position(1, 7)), 300, false),
            new Freshness(Positions.of(new Position(0, 9)), 300, false));
  }

  @Test
  void moreWritesThanOneReadTakesAreAskedInParts() {
    int many = Read.GetOutcomes.QUESTIONS_MAX;
    List<Written> writes = new ArrayList<>();
    for (int offset = 0; offset < many + 1; offset++) {
      writes.add(write(0, offset));
    }

    List<Decided> decided = new Outcomes(reads(OutcomesTest::echo)).of(writes, 0, false);

    assertThat(asked).extracting(read -> read.questions().size()).contains(many, 1).hasSize(2);
    for (int offset = 0; offset < many + 1; offset++) {
      assertThat(decided.get(offset))
          .isEqualTo(new Decided.Yes(new Outcome.Applied(false, offset, null)));
    }
  }

  @Test
  void aPartitionThatDoesNotAnswerHarmsNoOther() {
    Outcomes outcomes =
        new Outcomes(
            reads(
                (get, freshness) ->
                    get.partition() == 0
                        ? new Answer.Failed<>(ErrorCode.POSITION_NOT_REACHED, "behind")
                        : echo(get, freshness)));

    assertThat(outcomes.of(List.of(write(0, 1), write(1, 2)), 0, false))
        .containsExactly(
            new Decided.NotYet(ErrorCode.POSITION_NOT_REACHED, "behind"),
            new Decided.Yes(new Outcome.Applied(false, 2, null)));
  }

  @Test
  void aFaultOfTheReadsIsNoFaultOfTheWrite() {
    Outcomes throwing =
        new Outcomes(
            reads(
                (get, freshness) -> {
                  throw new IllegalStateException("bug");
                }));
    Outcomes tooFew = new Outcomes(reads((get, freshness) -> complete(List.of())));

    for (Outcomes outcomes : List.of(throwing, tooFew)) {
      assertThat(outcomes.of(List.of(write(0, 1)), 0, true).getFirst())
          .isInstanceOf(Decided.NotYet.class);
      assertThat(outcomes.of(List.of(write(0, 1), write(1, 1)), 0, true))
          .allSatisfy(decided -> assertThat(decided).isInstanceOf(Decided.NotYet.class));
    }
  }

  @Test
  void anInterruptReachesThoseWhoAskAndIsKept() {
    Outcomes outcomes =
        new Outcomes(
            reads(
                (get, freshness) -> {
                  try {
                    new java.util.concurrent.CountDownLatch(1).await();
                  } catch (InterruptedException stop) {
                    return new Answer.Failed<>(ErrorCode.DEADLINE_EXCEEDED, "interrupted");
                  }
                  throw new AssertionError();
                }));
    Thread.currentThread().interrupt();

    assertThat(outcomes.of(List.of(write(0, 1), write(1, 1)), 0, true))
        .allSatisfy(decided -> assertThat(decided).isInstanceOf(Decided.NotYet.class));
    assertThat(Thread.interrupted()).isTrue();
  }

  private static Written write(int partition, long offset) {
    return new Written(
        new Position(partition, offset),
        new Target(new UserId("u" + partition), new SessionId("s"), null));
  }

  private static Answer<List<Outcome>> echo(Read.GetOutcomes get, Freshness freshness) {
    return complete(
        get.questions().stream()
            .map(OutcomeQuestion::offset)
            .map(offset -> (Outcome) new Outcome.Applied(false, offset, null))
            .toList());
  }

  private static Answer<List<Outcome>> complete(List<Outcome> outcomes) {
    return new Answer.Complete<>(outcomes, Positions.NONE, false, List.of());
  }

  private Reads reads(BiFunction<Read.GetOutcomes, Freshness, Answer<List<Outcome>>> answers) {
    return new Reads() {
      @Override
      @SuppressWarnings("unchecked")
      public <R> Answer<R> read(Read<R> read, Freshness freshness) {
        Read.GetOutcomes get = (Read.GetOutcomes) read;
        asked.add(get);
        fresh.add(freshness);
        return (Answer<R>) answers.apply(get, freshness);
      }

      @Override
      public int partitionOf(UserId user) {
        return 0;
      }

      @Override
      public int partitionCount() {
        return 2;
      }
    };
  }
}
