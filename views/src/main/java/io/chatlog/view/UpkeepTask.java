package io.chatlog.view;

/** What can be done to a partition as a whole, beside its traffic. */
public enum UpkeepTask {
  /** Compares log, rows, statistics and search index. */
  VERIFY
}
