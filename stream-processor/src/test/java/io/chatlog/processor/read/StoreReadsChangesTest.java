package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.Read;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Whose data changed, as a node says it that owns the partition, or once did, or stands by. */
final class StoreReadsChangesTest {
  private static final UserId ANN = new UserId("ann");
  private static final Freshness STALE = new Freshness(Positions.NONE, 0, true);

  private final AppliedOffsets applied = new AppliedOffsets();
  private final MapPartition partition = new MapPartition();
  private final StoreReads reads =
      new StoreReads((number, active) -> Optional.of(partition), applied);

  private PartitionAnswer<Changes> behind(long offset, Freshness freshness) {
    return reads.read(0, new Read.GetChanges(0, offset), freshness);
  }

  private static Freshness from(long offset, int waitMillis) {
    return new Freshness(Positions.of(new Position(0, offset)), waitMillis, false);
  }

  @Test
  void theOwnerSaysWhoAndHowFar() {
    applied.begin(0, 4);
    applied.advance(0, 5, ANN);
    applied.advance(0, 6);
    Changes ann = new Changes(6, false, List.of(Changes.hash(ANN)));
    assertThat(behind(4, from(5, 0))).isEqualTo(new Answered<>(ann, 6, false));
    assertThat(behind(5, from(6, 0)))
        .isEqualTo(new Answered<>(new Changes(6, false, List.of()), 6, false));
    assertThat(behind(6, from(7, 10))).isEqualTo(new PartitionAnswer.Behind<>(6));
  }

  @Test
  void anOwnerThatBeganLaterSaysAnyone() {
    applied.begin(0, 4);
    assertThat(behind(3, from(4, 0))).isEqualTo(new Answered<>(Changes.ofAnyone(4), 4, false));
    assertThat(behind(-1, Freshness.NOW)).isEqualTo(new Answered<>(Changes.ofAnyone(4), 4, false));
  }

  @Test
  void whoDoesNotOwnItSaysSo() {
    assertThat(behind(-1, Freshness.NOW)).isInstanceOf(PartitionAnswer.NotHere.class);
    applied.begin(0, 4);
    applied.end(0);
    assertThat(behind(4, from(5, 0))).isInstanceOf(PartitionAnswer.NotHere.class);
  }

  @Test
  void whoIsNotCurrentAnswersByPositionOrStaleOnly() {
    AppliedOffsets late = new AppliedOffsets(begun -> {});
    StoreReads behind = new StoreReads((number, active) -> Optional.of(partition), late);
    partition.apply(7, new Events().user("ann"));
    late.begin(0, 7);
    Read<Changes> read = new Read.GetChanges(0, 7);
    assertThat(behind.read(0, read, Freshness.NOW)).isInstanceOf(PartitionAnswer.NotHere.class);
    assertThat(behind.read(0, read, STALE)).isEqualTo(new Answered<>(Changes.ofAnyone(7), 7, true));
    assertThat(behind.read(0, read, from(7, 0)))
        .isEqualTo(new Answered<>(new Changes(7, false, List.of()), 7, false));
  }

  @Test
  void whoIsNotCurrentIsWaitedForWhileThereIsTime() throws Exception {
    CompletableFuture<AppliedOffsets.Begun> begun = new CompletableFuture<>();
    AppliedOffsets late = new AppliedOffsets(begun::complete);
    StoreReads behind = new StoreReads((number, active) -> Optional.of(partition), late);
    partition.apply(7, new Events().user("ann"));
    late.begin(0, 7);
    CompletableFuture<PartitionAnswer<Changes>> answer =
        CompletableFuture.supplyAsync(
            () -> behind.read(0, new Read.GetChanges(0, 7), from(7, 20_000)),
            task -> Thread.ofVirtual().start(task));
    assertThat(behind.read(0, new Read.GetChanges(0, 7), from(7, 20)))
        .as("its time has passed")
        .isEqualTo(new Answered<>(new Changes(7, false, List.of()), 7, false));
    assertThat(answer).isNotDone();
    late.advance(0, 8, ANN);
    begun.get(1, TimeUnit.SECONDS).current();
    assertThat(answer.get(10, TimeUnit.SECONDS))
        .isEqualTo(new Answered<>(new Changes(8, false, List.of(Changes.hash(ANN))), 8, false));
  }

  @Test
  void aStandByKnowsNobodyAndSaysAnyone() {
    partition.apply(7, new Events().user("ann"));
    assertThat(behind(7, STALE)).isEqualTo(new Answered<>(Changes.ofAnyone(7), 7, true));
  }
}
