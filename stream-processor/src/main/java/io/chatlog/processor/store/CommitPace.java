package io.chatlog.processor.store;

/**
 * When a stream thread asks Streams for a commit, which Streams makes by itself only now and then.
 *
 * <p>A commit costs a few milliseconds, whatever is in it: the thread waits for the broker, which
 * writes markers to every partition that was written to. While records are decided as they come,
 * who waits for derived records wants it soon, and it is asked for once an interval. While records
 * lie on the log for longer than {@value #BEHIND_MILLIS} ms before they are decided, nobody gains
 * by that: then Streams' own, longer interval holds, and of the rows and summaries that change
 * again and again fewer leave, see {@link ConflationWindow}.
 *
 * <p>For one thread.
 */
public final class CommitPace {
  static final long BEHIND_MILLIS = 1_000;

  private final long everyMillis;
  private long committedMillis;
  private boolean changed;

  /**
   * @param everyMillis the least time between two commits
   */
  CommitPace(long everyMillis) {
    this.everyMillis = everyMillis;
  }

  /** The thread has committed. */
  void committed(long nowMillis) {
    committedMillis = nowMillis;
    changed = false;
  }

  /**
   * A record was decided.
   *
   * @param writtenMillis when it was written to the log
   * @return whether a commit is to be asked for
   */
  public boolean decided(long nowMillis, long writtenMillis) {
    changed |= nowMillis - writtenMillis < BEHIND_MILLIS;
    return isDue(nowMillis);
  }

  /** Whether a commit is to be asked for, though nothing is decided now. */
  public boolean isDue(long nowMillis) {
    return changed && nowMillis - committedMillis >= everyMillis;
  }
}
