package io.chatlog.processor.search;

/** The files of the rows that an index is derived from. Thread-safe. */
public interface RowFiles {
  /** Of an index of rows that are in memory alone. */
  RowFiles NONE =
      new RowFiles() {
        @Override
        public void compact() {}

        @Override
        public void touch() {}
      };

  /** Leaves nothing on disk of deleted rows; takes as long as writing the files anew. */
  void compact();

  /** Writes to disk what has been waiting for that for long; quick. */
  void touch();
}
