package io.chatlog.route;

import io.chatlog.error.ErrorCode;
import io.chatlog.route.Router.Part;
import io.chatlog.value.Positions;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer.Answered;
import io.chatlog.view.Read;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks a read of every partition at once, each with the same deadline, and merges the parts. A
 * partition that does not answer is left out and named, unless a position of it was asked for: then
 * the whole has no answer, as it has none when no partition answers.
 */
final class Scatter<R> {
  private final Router router;
  private final Read.OfAll<R> read;
  private final Freshness freshness;
  private final Deadline deadline;

  Scatter(Router router, Read.OfAll<R> read, Freshness freshness, Deadline deadline) {
    this.router = router;
    this.read = read;
    this.freshness = freshness;
    this.deadline = deadline;
  }

  Answer<R> gather(int partitionCount) {
    List<Part<R>> parts;
    try {
      parts = ask(partitionCount);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Answer.Failed<>(ErrorCode.NOT_READY, "the server is stopping");
    }
    List<R> values = new ArrayList<>(partitionCount);
    List<Integer> silent = new ArrayList<>();
    Positions reflects = Positions.NONE;
    boolean stale = false;
    Part.Missed<R> firstMiss = null;
    for (int partition = 0; partition < partitionCount; partition++) {
      switch (parts.get(partition)) {
        case Part.Got<R>(Answered<R> answered) -> {
          values.add(answered.value());
          reflects = reflects.with(Router.reflects(partition, answered.appliedOffset()));
          stale |= answered.stale();
        }
        case Part.Missed<R> missed -> {
          if (freshness.atLeast().offset(partition).isPresent()) {
            return new Answer.Failed<>(missed.code(), missed.detail());
          }
          silent.add(partition);
          firstMiss = firstMiss == null ? missed : firstMiss;
        }
      }
    }
    if (values.isEmpty() && firstMiss != null) {
      return new Answer.Failed<>(firstMiss.code(), firstMiss.detail());
    }
    return new Answer.Complete<>(read.merge(values), reflects, stale, silent);
  }

  private List<Part<R>> ask(int partitionCount) throws InterruptedException {
    List<Part<R>> parts = new ArrayList<>(partitionCount);
    if (partitionCount == 1) {
      parts.add(part(0));
      return parts;
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Part<R>>> asked = new ArrayList<>(partitionCount);
      for (int partition = 0; partition < partitionCount; partition++) {
        int one = partition;
        asked.add(threads.submit(() -> part(one)));
      }
      for (Future<Part<R>> future : asked) {
        parts.add(future.get());
      }
    } catch (ExecutionException bug) {
      throw new IllegalStateException("a part failed", bug.getCause());
    }
    return parts;
  }

  private Part<R> part(int partition) {
    return Router.mayBePartial(read) && freshness.atLeast().offset(partition).isEmpty()
        ? router.askInPart(partition, read, freshness, deadline)
        : router.ask(partition, read, freshness, deadline);
  }
}
