package io.chatlog.view;

/** What can be done to a partition as a whole, beside its traffic. */
public enum UpkeepTask {
  /** Compares log, rows, statistics and search index. */
  VERIFY,
  /** Leaves nothing in rows and index of what was deleted, and few files. */
  OPTIMIZE,
  /** Makes every document of the search index anew, from the rows. */
  REINDEX
}
