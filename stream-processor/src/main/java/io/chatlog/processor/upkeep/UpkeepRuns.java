package io.chatlog.processor.upkeep;

import io.chatlog.processor.read.Upkeep;
import io.chatlog.view.Read;
import io.chatlog.view.UpkeepReport;
import io.chatlog.view.UpkeepReport.Difference;
import io.chatlog.view.UpkeepReport.State;
import io.chatlog.view.UpkeepTask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on the partitions of this node: one piece at a time, on a thread of its own that yields
 * to others, for as long as somebody asks how it stands. What came of the last {@value #KEPT_MAX}
 * runs is remembered, so that who asks learns it. Thread-safe.
 */
public final class UpkeepRuns implements Upkeep, AutoCloseable {
  /** How long a run goes on that nobody asks about. */
  static final Duration UNASKED_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(UpkeepRuns.class);
  private static final Duration CLOSE_MAX = Duration.ofSeconds(3);
  private static final int KEPT_MAX = 64;

  private final Map<UpkeepTask, Work> works;
  private final LongSupplier nanos;
  private final ExecutorService worker;
  private final Map<Read.RunUpkeep, Run> runs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Read.RunUpkeep, Run> eldest) {
          return size() > KEPT_MAX; // all but the last have ended
        }
      };

  private @Nullable Run latest;
  private volatile boolean closed;

  /**
   * @param works what is to be done for each task
   * @param nanos a clock that never goes back
   */
  UpkeepRuns(Map<UpkeepTask, Work> works, LongSupplier nanos) {
    this.works = Map.copyOf(works);
    this.nanos = nanos;
    this.worker =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("upkeep").priority(Thread.MIN_PRIORITY).factory());
  }

  @Override
  public synchronized UpkeepReport report(Read.RunUpkeep question) {
    Run run = runs.get(question);
    if (run == null) {
      Work work = works.get(question.task());
      if (closed || work == null || (latest != null && !latest.report().ended())) {
        return UpkeepReport.waiting();
      }
      run = new Run(question, work);
      runs.put(question, run);
      latest = run;
      worker.execute(run);
    }
    run.asked();
    return run.report();
  }

  @Override
  public void close() {
    closed = true;
    worker.shutdownNow();
    try {
      worker.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Run implements Runnable {
    private final Read.RunUpkeep question;
    private final Work work;
    private final Progress progress = new Progress(this::wanted);
    private volatile long askedNanos = nanos.getAsLong();
    private volatile State state = State.RUNNING;
    private volatile @Nullable Difference difference;
    private volatile @Nullable String fault;

    Run(Read.RunUpkeep question, Work work) {
      this.question = question;
      this.work = work;
    }

    void asked() {
      askedNanos = nanos.getAsLong();
    }

    private boolean wanted() {
      return !closed && nanos.getAsLong() - askedNanos < UNASKED_MAX.toNanos();
    }

    UpkeepReport report() {
      State now = state; // first: what it says of the rest is there then
      return new UpkeepReport(
          now,
          progress.step(),
          progress.done(),
          progress.total(),
          now == State.RUNNING ? List.of() : progress.figures(),
          difference,
          fault);
    }

    @Override
    public void run() {
      try {
        difference = work.run(question.partition(), progress).orElse(null);
        state = State.DONE;
      } catch (Cancelled unwanted) {
        fail(String.valueOf(unwanted.getMessage()));
      } catch (InvalidStateStoreException moved) {
        fail("partition " + question.partition() + " has moved meanwhile");
      } catch (RuntimeException | Error broken) {
        LOG.warn("{} of partition {} failed", question.task(), question.partition(), broken);
        fail(String.valueOf(broken.getMessage()));
      }
    }

    private void fail(String why) {
      fault = why;
      state = State.FAILED;
    }
  }
}
