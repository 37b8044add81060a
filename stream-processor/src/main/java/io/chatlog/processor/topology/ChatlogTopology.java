package io.chatlog.processor.topology;

import io.chatlog.event.Event;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.topic.TopicCatalogue;
import io.chatlog.topic.Topics;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Builds the topology: the events topic, one processor with one store, and the derived topics.
 *
 * <pre>
 * chatlog.events → decide (state) → chatlog.feed, chatlog.rejections, chatlog.sessions,
 *                                   chatlog.user-stats, chatlog.dlq
 *                                 → tombstones in chatlog.events, and chatlog.erased
 * </pre>
 *
 * <p>One store, not one per entity: an event's rows are then one atomic batch, and a changelog
 * record costs the broker once. Caching is off: a row that waits in a cache is not in the search
 * index, and could not be read by position.
 */
public final class ChatlogTopology {
  /**
   * How records of the changelog, and of all other topics that the processor writes to, are sent.
   */
  public static final String COMPRESSION = "zstd";

  private ChatlogTopology() {}

  /**
   * @param store supplies the store, whose name is {@link Names#STORE}
   * @param records decodes events and encodes what is derived from them
   * @param applied moved on after each event
   * @param partitions how many partitions the events topic has
   * @param writeFeed whether {@code chatlog.feed} is written
   * @param erased what stands in for events that were erased from the log
   * @param eraseWithinMillis how long the changelog may keep what was deleted
   * @param segmentTimes how long the segments of the topics stay open
   * @param commits says when to commit; the same that the store and the client have
   */
  public static Topology build(
      KeyValueBytesStoreSupplier store,
      Records records,
      AppliedOffsets applied,
      int partitions,
      boolean writeFeed,
      ErasedEvents erased,
      long eraseWithinMillis,
      SegmentTimes segmentTimes,
      CommitHub commits) {
    Topology topology = new Topology();
    topology.addSource(
        Names.SOURCE, new ByteArrayDeserializer(), new ByteArrayDeserializer(), Topics.EVENTS);
    topology.addProcessor(
        Names.DECIDE,
        () ->
            new EventProcessor(
                records, applied, partitions, writeFeed, erased, segmentTimes, commits),
        Names.SOURCE);
    topology.addStateStore(
        Stores.keyValueStoreBuilder(store, Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingEnabled(
                Map.of(
                    "compression.type",
                    COMPRESSION,
                    "max.compaction.lag.ms",
                    Long.toString(eraseWithinMillis / 2),
                    "segment.ms",
                    Long.toString(eraseWithinMillis / 4),
                    "max.message.bytes",
                    Integer.toString(TopicCatalogue.MESSAGE_BYTES_MAX)))
            .withCachingDisabled(),
        Names.DECIDE);
    sink(topology, Names.FEED, Topics.FEED);
    sink(topology, Names.REJECTIONS, Topics.REJECTIONS);
    sink(topology, Names.SESSIONS, Topics.SESSIONS);
    sink(topology, Names.USER_STATS, Topics.USER_STATS);
    sink(topology, Names.DLQ, Topics.DLQ);
    sink(topology, Names.ERASE, Topics.EVENTS);
    sink(topology, Names.ERASED, Topics.ERASED);
    return topology;
  }

  private static void sink(Topology topology, String name, String topic) {
    topology.addSink(
        name,
        topic,
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        (String to, byte[] key, byte[] value, int count) ->
            Optional.of(
                Set.of(
                    Rolls.partition(key)
                        .orElseGet(() -> Utils.toPositive(Utils.murmur2(ownerPart(key))) % count))),
        Names.DECIDE);
  }

  /** Derived records stay with their user: the part of the key before the separator decides. */
  private static byte[] ownerPart(byte[] key) {
    for (int at = 0; at < key.length; at++) {
      if (key[at] == Event.KEY_SEPARATOR) { // below 128: no part of another character in UTF-8
        return Arrays.copyOf(key, at);
      }
    }
    return key;
  }
}
