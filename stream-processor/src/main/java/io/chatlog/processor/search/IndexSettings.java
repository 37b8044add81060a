package io.chatlog.processor.search;

import java.time.Duration;

/**
 * The bounds of one partition's index.
 *
 * @param bufferBytes memory for documents that are not in a segment yet
 * @param cachedSegmentBytesMax the largest segment that is kept in memory until the next commit
 * @param cacheBytesMax memory for such segments together
 * @param mergesMax merges that wait or run; beyond, changes wait for merges
 * @param commitInterval the least time between two commits to disk: about what a crash costs to
 *     index again
 * @param vectorGraph whether vectors are in a graph as well, by which those of all users are found
 *     faster and not quite all
 */
public record IndexSettings(
    long bufferBytes,
    long cachedSegmentBytesMax,
    long cacheBytesMax,
    int mergesMax,
    Duration commitInterval,
    boolean vectorGraph) {
  private static final int MERGES_MAX = 6;

  // every commit makes a segment, and the smaller those are the more often a message is merged
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(10);

  public IndexSettings {
    if (bufferBytes < 1 << 20 || cachedSegmentBytesMax < 0 || cacheBytesMax < 0 || mergesMax < 2) {
      throw new IllegalArgumentException("index settings out of bounds");
    }
  }

  /** Everything in proportion to the writer's memory, which is at least 1 MiB. */
  public static IndexSettings withBuffer(long bufferBytes) {
    return new IndexSettings(
        bufferBytes, bufferBytes / 4, bufferBytes, MERGES_MAX, COMMIT_INTERVAL, false);
  }

  /** The same, with vectors in a graph or not. */
  public IndexSettings withVectorGraph(boolean graph) {
    return new IndexSettings(
        bufferBytes, cachedSegmentBytesMax, cacheBytesMax, mergesMax, commitInterval, graph);
  }

  /** What documents look like on disk; an index of another schema is built anew. */
  String schema() {
    return ChatAnalyzer.SCHEMA_TAG + (vectorGraph ? "/graph" : "");
  }
}
