package io.chatlog.ingest.imports;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.view.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes batches and waits until each record is decided, with more patience than a request has: a
 * log that is full or away for a moment is asked again, and so is a decision that is late. Records
 * bear ids, so asking again is safe. Thread-safe; blocks.
 *
 * <p>Order: records of a batch that are taken at the first attempt are in their order. After a
 * fault, those that were not taken come behind those that were.
 */
public final class PatientLog {
  private static final int ATTEMPTS_MAX = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final int DECISION_WAITS_MAX = 6;

  /** Entities that are read at once; each may have the size of the largest message. */
  private static final int ENTITIES_MAX = 16;

  private final EventLog log;
  private final Outcomes outcomes;
  private final Pause pause;
  private final int waitMillis;

  /**
   * @param waitMillis how long one question for decisions waits
   */
  public PatientLog(EventLog log, Outcomes outcomes, Pause pause, int waitMillis) {
    this.log = log;
    this.outcomes = outcomes;
    this.pause = pause;
    this.waitMillis = waitMillis;
  }

  /** One record and what it is about. */
  record Draft(LogRecord record, Written.Target target) {}

  /** What became of a draft. */
  sealed interface Fate {
    /** It is decided. */
    record Settled(Outcome outcome) implements Fate {}

    /** The log never takes it. */
    record NeverTaken(ErrorCode code, String detail) implements Fate {}
  }

  /**
   * Appends drafts and waits for the decision of each.
   *
   * @return one fate for each, in their order
   * @throws ImportStoppedException when the log or the decisions stay away; what of the drafts is
   *     or may be on the log is counted as undecided
   */
  List<Fate> write(List<Draft> drafts, ImportReport report) {
    return write(drafts, false, report);
  }

  /** The same; the outcome of a duplicate bears what is there, unless it is gone meanwhile. */
  List<Fate> writeAndCompare(List<Draft> drafts, ImportReport report) {
    return write(drafts, true, report);
  }

  private List<Fate> write(List<Draft> drafts, boolean compared, ImportReport report) {
    if (drafts.isEmpty()) {
      return List.of();
    }
    @Nullable Fate[] fates = new Fate[drafts.size()];
    @Nullable Written[] written = append(drafts, fates, report);
    List<Integer> indexes = new ArrayList<>();
    List<Written> waiting = new ArrayList<>();
    for (int at = 0; at < written.length; at++) {
      Written write = written[at];
      if (write != null) {
        report.reached(write.position());
        indexes.add(at);
        waiting.add(write);
      }
    }
    decide(waiting, indexes, false, fates, report);
    if (compared) {
      readDuplicates(written, fates, report);
    }
    List<Fate> all = new ArrayList<>(fates.length);
    for (Fate fate : fates) {
      if (fate == null) {
        throw new AssertionError("a record without a fate");
      }
      all.add(fate);
    }
    return all;
  }

  private @Nullable Written[] append(
      List<Draft> drafts, @Nullable Fate[] fates, ImportReport report) {
    @Nullable Written[] written = new Written[drafts.size()];
    List<Integer> left = new ArrayList<>();
    for (int at = 0; at < drafts.size(); at++) {
      left.add(at);
    }
    boolean[] unknown = new boolean[drafts.size()];
    Duration wait = FIRST_PAUSE;
    for (int attempt = 1; ; attempt++) {
      List<LogRecord> records = left.stream().map(at -> drafts.get(at).record()).toList();
      List<Append> appends = log.append(records);
      List<Integer> again = new ArrayList<>();
      ErrorCode code = ErrorCode.OUTCOME_UNKNOWN;
      String detail = "";
      for (int at = 0; at < left.size(); at++) {
        int index = left.get(at);
        switch (appends.get(at)) {
          case Append.Acknowledged acknowledged ->
              written[index] = new Written(acknowledged.position(), drafts.get(index).target());
          case Append.NotWritten refused -> {
            if (refused.code().retryable()) {
              again.add(index);
              code = refused.code();
              detail = refused.detail();
            } else {
              fates[index] = new Fate.NeverTaken(refused.code(), refused.detail());
            }
          }
          case Append.Unknown lost -> {
            unknown[index] = true;
            again.add(index);
            detail = lost.detail();
          }
        }
      }
      if (again.isEmpty()) {
        return written;
      }
      if (attempt == ATTEMPTS_MAX || Thread.currentThread().isInterrupted()) {
        long mayBeThere = 0;
        for (int at = 0; at < written.length; at++) {
          Written write = written[at];
          if (write != null) {
            report.reached(write.position());
          }
          mayBeThere += write != null || unknown[at] ? 1 : 0;
        }
        report.undecided(mayBeThere);
        throw new ImportStoppedException(code, detail);
      }
      pause.of(wait);
      wait = wait.multipliedBy(2);
      left = again;
    }
  }

  private void readDuplicates(
      @Nullable Written[] written, @Nullable Fate[] fates, ImportReport report) {
    @Nullable Fate[] read = new Fate[fates.length];
    List<Written> asked = new ArrayList<>();
    List<Integer> indexes = new ArrayList<>();
    for (int at = 0; at < written.length; at++) {
      Written write = written[at];
      if (write != null && isDuplicate(fates[at])) {
        asked.add(write);
        indexes.add(at);
      }
      if (asked.size() == ENTITIES_MAX || at == written.length - 1) {
        decide(List.copyOf(asked), List.copyOf(indexes), true, read, report);
        asked.clear();
        indexes.clear();
      }
    }
    for (int at = 0; at < read.length; at++) {
      if (isDuplicate(read[at])) {
        fates[at] = read[at];
      }
    }
  }

  private static boolean isDuplicate(@Nullable Fate fate) {
    return fate instanceof Fate.Settled(Outcome.Applied applied) && applied.duplicate();
  }

  private void decide(
      List<Written> waiting,
      List<Integer> indexes,
      boolean withEntities,
      @Nullable Fate[] fates,
      ImportReport report) {
    List<Written> left = waiting;
    List<Integer> at = indexes;
    for (int asked = 1; !left.isEmpty(); asked++) {
      List<Decided> decided = outcomes.of(left, waitMillis, withEntities);
      List<Written> late = new ArrayList<>();
      List<Integer> lateAt = new ArrayList<>();
      Decided.@Nullable NotYet why = null;
      for (int index = 0; index < left.size(); index++) {
        switch (decided.get(index)) {
          case Decided.Yes(Outcome outcome) -> fates[at.get(index)] = new Fate.Settled(outcome);
          case Decided.NotYet notYet -> {
            why = notYet;
            late.add(left.get(index));
            lateAt.add(at.get(index));
          }
        }
      }
      if (why != null && (asked == DECISION_WAITS_MAX || Thread.currentThread().isInterrupted())) {
        report.undecided(late.size());
        throw new ImportStoppedException(why.code(), why.detail());
      }
      if (why != null) {
        // One that could not be asked for may answer at once, and in vain.
        pause.of(FIRST_PAUSE);
      }
      left = late;
      at = lateAt;
    }
  }
}
