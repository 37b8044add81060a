package io.chatlog.processor.search;

import java.util.OptionalLong;

/**
 * How an open index stands, for metrics.
 *
 * @param messages messages indexed, as the last search saw them
 * @param bytes bytes of its files, as the last search saw them
 * @param durableOffset the changelog offset that it reflects on disk
 * @param commits how often it was written to disk since it was opened
 * @param commitNanos how long that took, all together
 */
public record IndexFigures(
    String store,
    int partition,
    long messages,
    long bytes,
    OptionalLong durableOffset,
    long commits,
    long commitNanos) {}
