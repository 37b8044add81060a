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
  private volatile String position = "";

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

  /** Where in the log the server said that it is, once it is acknowledged. */
  public String position() {
    return position;
  }

  long sentStep() {
    return sentStep;
  }

  long acknowledgedStep() {
    return acknowledgedStep;
  }

  void acknowledged(String at, long step) {
    position = at;
    acknowledgedStep = step;
  }

  /** It was acknowledged at once together with its batch, whose order counts. */
  void acknowledgedInOrder() {
    acknowledgedStep = sentStep;
  }
}
