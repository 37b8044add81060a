package io.chatlog.query.http;

import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Answer.Failed;
import io.chatlog.view.Freshness;
import io.chatlog.view.Read;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepReport.State;
import io.chatlog.view.UpkeepTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * Has a piece of work done on one partition after another, each where it is held, and asks again
 * and again how it stands. A partition that moves meanwhile is begun anew at its new owner. For one
 * run and its thread.
 */
final class UpkeepWalk {
  private static final Duration ASK_EVERY = Duration.ofMillis(200);
  private static final long WAITING_NANOS_MAX = Duration.ofMinutes(10).toNanos();
  private static final int ATTEMPTS_MAX = 3;

  /** Is told how far it is. */
  interface Listener {
    /** A partition's work stands so; called several times a second. */
    void report(int partition, UpkeepReport report) throws IOException;
  }

  /** How the work on a partition ended. */
  record Ended(int partition, UpkeepReport report) {}

  private final ReadSteps steps;
  private final UpkeepTask task;
  private final Listener listener;

  UpkeepWalk(ReadSteps steps, UpkeepTask task, Listener listener) {
    this.steps = steps;
    this.task = task;
    this.listener = listener;
  }

  /**
   * Does it; ends at the first partition that differs or fails.
   *
   * @param partitions which, in this order
   */
  List<Ended> run(List<Integer> partitions) throws IOException {
    List<Ended> ended = new ArrayList<>();
    for (int partition : partitions) {
      Ended last = new Ended(partition, attempts(partition));
      ended.add(last);
      if (last.report().state() != State.DONE || last.report().difference() != null) {
        break;
      }
    }
    return ended;
  }

  private UpkeepReport attempts(int partition) throws IOException {
    UpkeepReport report = one(partition);
    for (int attempt = 1; attempt < ATTEMPTS_MAX && isMoved(report); attempt++) {
      report = one(partition);
    }
    return report;
  }

  private static boolean isMoved(UpkeepReport report) {
    String fault = report.fault();
    return fault != null && fault.contains("has moved");
  }

  private UpkeepReport one(int partition) throws IOException {
    Read.RunUpkeep question = new Read.RunUpkeep(partition, task, UUID.randomUUID().toString());
    long waitingSince = System.nanoTime();
    while (true) {
      UpkeepReport report =
          switch (steps.reads().read(question, Freshness.NOW)) {
            case Complete<UpkeepReport> complete -> complete.value();
            case Failed<UpkeepReport> failed -> failed(failed.detail());
          };
      listener.report(partition, report);
      if (report.ended()) {
        return report;
      }
      if (report.state() != State.WAITING) {
        waitingSince = System.nanoTime();
      } else if (System.nanoTime() - waitingSince > WAITING_NANOS_MAX) {
        return failed("the node was at other work for too long");
      }
      LockSupport.parkNanos(ASK_EVERY.toNanos());
      if (Thread.currentThread().isInterrupted()) {
        return failed("the server is stopping");
      }
    }
  }

  private static UpkeepReport failed(String why) {
    return new UpkeepReport(State.FAILED, "asking", 0, 0, List.of(), null, why);
  }
}
