package io.chatlog.processor.store;

import io.chatlog.processor.search.SearchReads;
import io.chatlog.view.StoreFigures;

/**
 * A way into the state of one partition for readers, reached by an interactive query. Thread-safe.
 * Every call throws {@link org.apache.kafka.streams.errors.InvalidStateStoreException} once the
 * store was closed or has moved to another node: ask for a new handle.
 */
public interface PartitionHandle extends RowSource {
  /** The search index of the partition. */
  SearchReads index();

  /**
   * The rows as they are now.
   *
   * @throws IllegalStateException when too many snapshots are held already
   */
  RowSnapshot snapshot();

  /** Whether this node is the owner of the partition rather than a stand-by. */
  boolean active();

  /** What there is, estimated where counting would take long; its reads are 0. */
  StoreFigures figures();

  /**
   * Writes the files of rows and index anew, without what was deleted: takes as long as that.
   *
   * @throws IllegalStateException when the disk fails
   */
  void compact();

  /**
   * Makes every document of the index anew from the rows, and takes those away that stand for none;
   * searches are complete meanwhile.
   *
   * @param listener told how far it is
   */
  void reindex(ReindexListener listener);

  /** Bytes of rows and index in files, and of what was written and is in no file yet. */
  long storageBytes();
}
