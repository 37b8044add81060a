package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class AppliedOffsetsTest {
  private final AppliedOffsets applied = new AppliedOffsets();

  @Test
  void whatIsAppliedIsNotWaitedFor() throws Exception {
    applied.begin(3, 7);
    assertThat(applied.await(3, 7, 0)).hasValue(7);
    assertThat(applied.await(3, 8, 0)).hasValue(7);
    assertThat(applied.await(4, 0, 0)).isEmpty();
  }

  @Test
  void aPartitionIsCurrentWhenItIsSaidToBe() throws Exception {
    List<AppliedOffsets.Begun> begun = new ArrayList<>();
    AppliedOffsets behind = new AppliedOffsets(begun::add);
    assertThat(behind.areCurrent()).isTrue();
    behind.begin(1, 4);
    assertThat(behind.isCurrent(1)).isFalse();
    assertThat(begun.getFirst().await(5, 0)).isFalse();
    behind.advance(1, 5);
    assertThat(begun.getFirst().await(5, 0)).isTrue();
    behind.begin(1, 5);
    assertThat(begun.getFirst().ended()).isTrue();
    begun.getFirst().current();
    assertThat(behind.isCurrent(1)).as("the one before is").isFalse();
    begun.getLast().current();
    assertThat(behind.isCurrent(1)).isTrue();
    assertThat(behind.areCurrent()).isTrue();
    behind.end(1);
    assertThat(behind.isCurrent(1)).isFalse();
  }

  @Test
  void aPartitionThatLeavesEndsTheWait() throws Exception {
    applied.begin(0, -1);
    CompletableFuture<OptionalLong> waiter = waitFor(0, 5);
    applied.end(0);
    assertThat(waiter.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void aPartitionThatComesBackEndsTheWaitForTheOneBefore() throws Exception {
    applied.begin(0, 3);
    CompletableFuture<OptionalLong> waiter = waitFor(0, 5);
    applied.begin(0, 9);
    // told to ask again, or not yet asleep and served by the newcomer
    OptionalLong told = waiter.get(10, TimeUnit.SECONDS);
    assertThat(told.isEmpty() || told.getAsLong() == 9).isTrue();
  }

  /** Every waiter is woken, however writer and waiters interleave. */
  @Test
  void noWakeUpIsLost() throws Exception {
    applied.begin(0, -1);
    int rounds = 5_000;
    AtomicLong next = new AtomicLong();
    List<CompletableFuture<Void>> readers = new ArrayList<>();
    for (int reader = 0; reader < 4; reader++) {
      readers.add(
          CompletableFuture.runAsync(
              () -> {
                for (long offset = 0; offset < rounds; offset++) {
                  try {
                    assertThat(applied.await(0, offset, 20_000).orElseThrow())
                        .isGreaterThanOrEqualTo(offset);
                    next.accumulateAndGet(offset + 1, Math::max);
                  } catch (InterruptedException stop) {
                    throw new AssertionError(stop);
                  }
                }
              },
              task -> Thread.ofVirtual().start(task)));
    }
    for (long offset = 0; offset < rounds; offset++) {
      while (next.get() < offset) { // one step ahead of the fastest reader: it always waits
        Thread.onSpinWait();
      }
      applied.advance(0, offset);
    }
    for (CompletableFuture<Void> reader : readers) {
      reader.get(60, TimeUnit.SECONDS);
    }
  }

  /** In whatever order they came; who gave up is forgotten. */
  @Test
  void whoeverWaitsIsServedAtItsOffset() throws Exception {
    applied.begin(0, -1);
    List<Long> offsets =
        new ArrayList<>(LongStream.range(0, 200).map(at -> at / 2).boxed().toList());
    Collections.shuffle(offsets, new Random(7));
    Map<CompletableFuture<OptionalLong>, Long> waiters = new LinkedHashMap<>();
    for (long offset : offsets) {
      waiters.put(waitFor(0, offset), offset);
      assertThat(applied.await(0, offset + 50, 1)).as("nothing is applied").hasValue(-1);
    }
    for (long offset = 0; offset < 100; offset++) {
      long now = offset;
      applied.advance(0, now);
      waiters.forEach(
          (waiter, wanted) -> {
            if (wanted <= now) {
              assertThat(waiter).succeedsWithin(Duration.ofSeconds(10));
            } else {
              assertThat(waiter).as("%d at %d", wanted, now).isNotDone();
            }
          });
    }
  }

  @Test
  void changesAreRememberedSinceThePartitionWasBegun() {
    UserId ann = new UserId("ann");
    assertThat(applied.changes(0, 0)).isEmpty();
    applied.begin(0, 3);
    applied.advance(0, 4, ann);
    applied.advance(0, 5);
    assertThat(applied.changes(0, 3)).contains(new Changes(5, false, List.of(Changes.hash(ann))));
    assertThat(applied.changes(0, 2)).contains(Changes.ofAnyone(5));
    applied.begin(0, 5);
    assertThat(applied.changes(0, 3)).contains(Changes.ofAnyone(5));
    assertThat(applied.changes(0, 5)).contains(new Changes(5, false, List.of()));
    applied.end(0);
    assertThat(applied.changes(0, 5)).isEmpty();
  }

  private CompletableFuture<OptionalLong> waitFor(int partition, long offset) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return applied.await(partition, offset, 20_000);
          } catch (InterruptedException stop) {
            throw new AssertionError(stop);
          }
        },
        task -> Thread.ofVirtual().start(task));
  }
}
