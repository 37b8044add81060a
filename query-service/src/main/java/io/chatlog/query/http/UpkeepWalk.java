package io.chatlog.query.http;

import io.chatlog.route.NodeAddress;
import io.chatlog.route.Topology;
import io.chatlog.view.Answer;
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
import org.jspecify.annotations.Nullable;

/**
 * Has a piece of work done on one partition after another, each where it is held, and asks again
 * and again how it stands. A partition that moves meanwhile is begun anew at its new owner. For one
 * run and its thread.
 */
final class UpkeepWalk {
  private static final Duration ASK_EVERY = Duration.ofMillis(200);
  private static final long WAITING_NANOS_MAX = Duration.ofMinutes(10).toNanos();
  private static final int ATTEMPTS_MAX = 3;

  /**
   * Where something is done.
   *
   * @param node the node that holds the partition; null for its owner, whichever that is
   */
  record Place(int partition, @Nullable NodeAddress node) {}

  /** Is told how far it is. */
  interface Listener {
    /** The work at a place stands so; called several times a second. */
    void report(Place place, UpkeepReport report) throws IOException;
  }

  /** How the work at a place ended. */
  record Ended(Place place, UpkeepReport report) {}

  private final ReadSteps steps;
  private final Topology topology;
  private final UpkeepTask task;
  private final Listener listener;

  UpkeepWalk(ReadSteps steps, Topology topology, UpkeepTask task, Listener listener) {
    this.steps = steps;
    this.topology = topology;
    this.task = task;
    this.listener = listener;
  }

  /**
   * Does it; ends at the first place that differs or fails.
   *
   * @param places which, in this order
   */
  List<Ended> run(List<Place> places) throws IOException {
    List<Ended> ended = new ArrayList<>();
    for (Place place : places) {
      Ended last = new Ended(place, attempts(place));
      ended.add(last);
      if (last.report().state() != State.DONE || last.report().difference() != null) {
        break;
      }
    }
    return ended;
  }

  private UpkeepReport attempts(Place place) throws IOException {
    UpkeepReport report = one(place);
    for (int attempt = 1; attempt < ATTEMPTS_MAX && isMoved(report); attempt++) {
      report = one(place);
    }
    return report;
  }

  private static boolean isMoved(UpkeepReport report) {
    String fault = report.fault();
    return fault != null && fault.contains("has moved");
  }

  private UpkeepReport one(Place place) throws IOException {
    Read.RunUpkeep question =
        new Read.RunUpkeep(place.partition(), task, UUID.randomUUID().toString());
    long waitingSince = System.nanoTime();
    while (true) {
      UpkeepReport report =
          switch (ask(place, question)) {
            case Complete<UpkeepReport> complete -> complete.value();
            case Failed<UpkeepReport> failed -> failed(failed.detail());
          };
      listener.report(place, report);
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

  private Answer<UpkeepReport> ask(Place place, Read.RunUpkeep question) {
    return place.node() == null
        ? steps.reads().read(question, Freshness.NOW)
        : topology.ask(place.node(), place.partition(), question);
  }

  private static UpkeepReport failed(String why) {
    return new UpkeepReport(State.FAILED, "asking", 0, 0, List.of(), null, why);
  }
}
