package io.chatlog.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node keeps of a partition, and how it is used.
 *
 * @param appliedOffset the offset of the last event applied; -1 before the first
 * @param kinds what there is of each kind of row
 * @param rowsBytes bytes on disk of the rows
 * @param indexMessages messages in the search index, as the last search saw them
 * @param indexSessions sessions in it
 * @param indexBytes bytes of its files
 * @param indexDurableOffset the changelog offset that it reflects on disk, or null when none is
 *     known
 * @param reads how many reads this node answered of the partition since it started
 * @param memory what all partitions of the node share
 * @param readsByKind the same reads by what was asked, those asked most first
 */
public record StoreFigures(
    long appliedOffset,
    List<Kind> kinds,
    long rowsBytes,
    long indexMessages,
    long indexSessions,
    long indexBytes,
    @Nullable Long indexDurableOffset,
    long reads,
    Memory memory,
    List<Reads> readsByKind) {
  /**
   * Rows of one kind.
   *
   * @param entries how many; estimated by their share of the bytes where {@code estimated}
   * @param bytes on disk and in write buffers, without what compression saved in the latter
   */
  public record Kind(String name, long entries, boolean estimated, long bytes) {}

  /**
   * The memory that all rows of a node share.
   *
   * @param cacheHits blocks that were looked for and were in memory, since the start
   * @param cacheMisses blocks that had to be read
   */
  public record Memory(long usedBytes, long limitBytes, long cacheHits, long cacheMisses) {}

  /** Reads of one kind, as {@code get_message}. */
  public record Reads(String name, long many) {}

  public StoreFigures {
    kinds = List.copyOf(kinds);
    readsByKind = List.copyOf(readsByKind);
  }

  /** Figures of which nobody counted the reads. */
  public StoreFigures(
      long appliedOffset,
      List<Kind> kinds,
      long rowsBytes,
      long indexMessages,
      long indexSessions,
      long indexBytes,
      @Nullable Long indexDurableOffset,
      Memory memory) {
    this(
        appliedOffset,
        kinds,
        rowsBytes,
        indexMessages,
        indexSessions,
        indexBytes,
        indexDurableOffset,
        0,
        memory,
        List.of());
  }

  /** The same with the reads, which the rows do not know. */
  public StoreFigures withReads(List<Reads> byKind) {
    return new StoreFigures(
        appliedOffset,
        kinds,
        rowsBytes,
        indexMessages,
        indexSessions,
        indexBytes,
        indexDurableOffset,
        byKind.stream().mapToLong(Reads::many).sum(),
        memory,
        byKind);
  }
}
