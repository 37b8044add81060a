package io.chatlog.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import io.chatlog.view.SystemStats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatedReadsTest {
  private static final Read.GetSystemStats STATS = new Read.GetSystemStats();
  private static final Freshness AT_FIVE =
      new Freshness(Positions.of(new Position(0, 5)), 60_000, false);

  /** Reads that stay inside until they are let go, and count themselves. */
  private static final class SlowState implements PartitionReads {
    final CountDownLatch applied = new CountDownLatch(1);
    final CountDownLatch letGo = new CountDownLatch(1);
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger insideMost = new AtomicInteger();

    @Override
    @SuppressWarnings("unchecked") // only two kinds of read are asked here
    public <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness) {
      try {
        if (read instanceof Read.GetOutcomes) {
          waiting.incrementAndGet();
          applied.await();
          return (PartitionAnswer<R>) new Answered<>(List.of(), 5, false);
        }
        assertThat(freshness.waitMillis()).as("no wait inside").isZero();
        insideMost.accumulateAndGet(inside.incrementAndGet(), Math::max);
        letGo.await();
        inside.decrementAndGet();
        return (PartitionAnswer<R>) new Answered<>(SystemStats.EMPTY, 5, false);
      } catch (InterruptedException stop) {
        throw new IllegalStateException(stop);
      }
    }
  }

  @Test
  void noMoreThanAllowedAreInsideAndWaitersAreNotCounted() throws Exception {
    SlowState state = new SlowState();
    GatedReads gated = new GatedReads(state, 3, Duration.ofSeconds(30));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> reads = new ArrayList<>();
      for (int number = 0; number < 50; number++) {
        reads.add(threads.submit(() -> gated.read(0, STATS, AT_FIVE)));
      }
      while (state.waiting.get() < 50) {
        Thread.onSpinWait();
      }
      reads.add(threads.submit(() -> gated.read(0, STATS, Freshness.NOW)));
      while (state.inside.get() < 1) {
        Thread.onSpinWait();
      }
      state.applied.countDown();
      while (state.inside.get() < 3) {
        Thread.onSpinWait();
      }
      state.letGo.countDown();
      for (Future<?> read : reads) {
        assertThat(read.get()).isInstanceOf(Answered.class);
      }
    }
    assertThat(state.insideMost).hasValue(3);
  }

  @Test
  void whoGetsNoTurnInTimeIsTold() throws Exception {
    SlowState state = new SlowState();
    GatedReads gated = new GatedReads(state, 1, Duration.ofMillis(20));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> first = threads.submit(() -> gated.read(0, STATS, Freshness.NOW));
      while (state.inside.get() < 1) {
        Thread.onSpinWait();
      }
      assertThatThrownBy(() -> gated.read(0, STATS, Freshness.NOW))
          .isInstanceOf(TooManyReads.class)
          .hasMessage("1 reads are inside the state already");
      state.letGo.countDown();
      assertThat(first.get()).isInstanceOf(Answered.class);
    }
    assertThat(gated.read(0, STATS, Freshness.NOW)).isInstanceOf(Answered.class);
  }

  @Test
  void whatIsNotThereIsSaidBeforeATurnIsTaken() {
    PartitionReads elsewhere =
        new PartitionReads() {
          @Override
          public <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness) {
            return partition == 0
                ? new PartitionAnswer.NotHere<>("moved")
                : new PartitionAnswer.Behind<>(4);
          }
        };
    GatedReads gated = new GatedReads(elsewhere, 1, Duration.ofMillis(20));
    assertThat(gated.read(0, STATS, AT_FIVE)).isEqualTo(new PartitionAnswer.NotHere<>("moved"));
    Freshness other = new Freshness(Positions.of(new Position(1, 5)), 10, false);
    assertThat(gated.read(1, STATS, other)).isEqualTo(new PartitionAnswer.Behind<>(4));
  }
}
