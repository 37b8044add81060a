package io.chatlog.route;

import io.chatlog.view.Freshness;
import io.chatlog.view.JointAnswer;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.PartitionAnswer.Behind;
import io.chatlog.view.PartitionAnswer.NotHere;
import io.chatlog.view.PartitionReads;
import io.chatlog.view.Read;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a bounded number of reads into the state at once. Inside, RocksDB and Lucene hold the
 * carrier of a virtual thread, so that more of them would only keep everyone else from running.
 *
 * <p>Reads that wait for a position wait outside, in any number: a thousand questions about writes
 * that are not applied yet must not keep out the one read that could be answered.
 */
public final class GatedReads implements PartitionReads {
  private final PartitionReads reads;
  private volatile int insideMax;
  private final Turns turns;
  private final Duration patience;

  /**
   * @param insideMax how many reads may be inside at once
   * @param patience how long a read waits for its turn before it is {@link TooManyReads}
   */
  public GatedReads(PartitionReads reads, int insideMax, Duration patience) {
    this.reads = reads;
    this.insideMax = insideMax;
    this.turns = new Turns(insideMax);
    this.patience = patience;
  }

  /** Lets another number of reads be inside from now on; those that are inside stay. */
  public synchronized void limit(int otherMax) {
    int more = otherMax - insideMax;
    if (more >= 0) {
      turns.release(more);
    } else {
      turns.reduce(-more);
    }
    insideMax = otherMax;
  }

  /** Turns whose number can go down. */
  private static final class Turns extends Semaphore {
    private static final long serialVersionUID = 1L;

    Turns(int many) {
      super(many);
    }

    void reduce(int by) {
      reducePermits(by);
    }
  }

  /**
   * Answers a read.
   *
   * @throws TooManyReads when it got no turn in time
   */
  @Override
  public <R> PartitionAnswer<R> read(int partition, Read<R> read, Freshness freshness) {
    if (freshness.atLeast().offset(partition).isPresent() && freshness.waitMillis() > 0) {
      // The question what became of no write looks at nothing: what is left of it is the wait.
      switch (reads.read(partition, new Read.GetOutcomes(partition, List.of(), false), freshness)) {
        case Behind<?>(long appliedOffset) -> {
          return new Behind<>(appliedOffset);
        }
        case NotHere<?>(String why) -> {
          return new NotHere<>(why);
        }
        case Answered<?> _ -> {}
      }
    }
    Freshness now = new Freshness(freshness.atLeast(), 0, freshness.staleAllowed());
    return inside(() -> reads.read(partition, read, now))
        .orElseGet(() -> new NotHere<>("interrupted"));
  }

  @Override
  public <R> Optional<JointAnswer<R>> readJointly(
      Read.OfAll<R> read, int partitionCount, Freshness freshness) {
    long began = System.nanoTime();
    for (int partition : freshness.atLeast().offsets().keySet()) {
      Freshness rest = freshness.after(Duration.ofNanos(System.nanoTime() - began));
      if (!(reads.read(partition, new Read.GetOutcomes(partition, List.of(), false), rest)
          instanceof Answered<?>)) {
        return Optional.empty();
      }
    }
    Freshness now = new Freshness(freshness.atLeast(), 0, freshness.staleAllowed());
    return inside(() -> reads.readJointly(read, partitionCount, now)).flatMap(answer -> answer);
  }

  /** What a read answers once it is inside; empty when it was interrupted before. */
  private <T> Optional<T> inside(Supplier<T> read) {
    try {
      if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TooManyReads(insideMax);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    try {
      return Optional.of(read.get());
    } finally {
      turns.release();
    }
  }
}
