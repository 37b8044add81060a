package io.chatlog.processor.search;

import java.util.OptionalLong;

/**
 * How an open index stands, for metrics.
 *
 * @param messages messages indexed, as the last search saw them
 * @param bytes bytes of its files, as the last search saw them
 * @param segments how many segments these are in
 * @param durableOffset the changelog offset that it reflects on disk
 * @param commits how often it was written to disk since it was opened
 * @param commitBeginNanos how long that held up the threads that change it, all together
 * @param commitFinishNanos how long the background waited for the disk, all together
 */
public record IndexFigures(
    String store,
    int partition,
    long messages,
    long bytes,
    int segments,
    OptionalLong durableOffset,
    long commits,
    long commitBeginNanos,
    long commitFinishNanos) {}
