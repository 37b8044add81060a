package io.chatlog.it.ledger;

/**
 * What a writer knows of one of its messages. Steps count what a writer did, one after the other.
 * Written by its writer and read by others once that has stopped.
 */
public final class Entry {
  private static final long NEVER = Long.MAX_VALUE;

  private final Draft draft;
  private final int writer;
  private final long sentStep;
  private volatile long acknowledgedStep = NEVER;

  Entry(Draft draft, int writer, long sentStep) {
    this.draft = draft;
    this.writer = writer;
    this.sentStep = sentStep;
  }

  /** The message. */
  public Draft draft() {
    return draft;
  }

  /** Who wrote it. */
  public int writer() {
    return writer;
  }

  /** Whether the server said that it has it. If not, what became of it is not known. */
  public boolean isAcknowledged() {
    return acknowledgedStep != NEVER;
  }

  /** Whether its acknowledgement came before the other one was first sent by the same writer. */
  boolean isBefore(Entry other) {
    return writer == other.writer && acknowledgedStep < other.sentStep;
  }

  long sentStep() {
    return sentStep;
  }

  long acknowledgedStep() {
    return acknowledgedStep;
  }

  void acknowledged(long step) {
    acknowledgedStep = Math.min(acknowledgedStep, step);
  }
}
