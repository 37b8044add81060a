package io.chatlog.processor.store;

import org.apache.kafka.streams.query.Query;

/**
 * The interactive query that opens a way into a partition's state. The stores that Streams wraps
 * around ours do not know it and hand it on, so no lock is taken on the way.
 */
public record OpenPartition() implements Query<PartitionHandle> {}
