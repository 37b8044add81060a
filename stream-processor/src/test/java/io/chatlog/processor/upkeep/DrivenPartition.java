package io.chatlog.processor.upkeep;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.search.IndexSettings;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.processor.store.IndexedStoreSupplier;
import io.chatlog.processor.store.OpenPartition;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.topology.ChatlogTopology;
import io.chatlog.processor.topology.ErasedEvents;
import io.chatlog.processor.topology.Names;
import io.chatlog.processor.topology.Records;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.serde.WireEncoder;
import io.chatlog.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueStore;

/** A partition with its real store and index, driven without a broker, and the log of it. */
final class DrivenPartition implements AutoCloseable {
  /** A record of the log. */
  record Logged(long offset, byte[] key, byte[] value) {}

  final Records records =
      Records.of(
          topic -> SchemaCatalogue.latest(topic).id(),
          id -> SchemaCatalogue.byId(id).map(RegisteredSchema::schemaJson));

  /** What is on the log; records may be taken away. */
  final List<Logged> log = new ArrayList<>();

  final SortedMap<Long, byte[]> standIns = new TreeMap<>();
  private final WireEncoder<EventRecord> encoder =
      new WireEncoder<>(SchemaCatalogue.latest(Topics.EVENTS).id(), EventRecord.class);
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> input;
  private final TestOutputTopic<byte[], byte[]> tombstones;
  private final TestOutputTopic<byte[], byte[]> erased;

  /** What stands behind the last record and is none, as the end of a transaction. */
  int markers;

  private long nextOffset;

  private final CommitHub hub;

  DrivenPartition(Path directory) {
    this(directory, CommitHub.withoutBroker());
  }

  /**
   * @param hub to be told by the test when the thread is about to wait
   */
  DrivenPartition(Path directory, CommitHub hub) {
    this.hub = hub;
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    IndexedStoreSupplier store =
        new IndexedStoreSupplier(
            Names.STORE,
            new PartitionIndexes(
                directory.resolve("index"),
                IndexSettings.withBuffer(16 << 20),
                InstantSource.system()),
            hub,
            InstantSource.system());
    driver =
        new TopologyTestDriver(
            ChatlogTopology.build(
                store,
                records,
                new AppliedOffsets(),
                1,
                true,
                ErasedEvents.NONE,
                86_400_000,
                Optional::empty,
                hub),
            settings);
    input =
        driver.createInputTopic(
            Topics.EVENTS, new ByteArraySerializer(), new ByteArraySerializer());
    tombstones = output(Topics.EVENTS);
    erased = output(Topics.ERASED);
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  void send(Event event) {
    byte[] key = event.recordKey().getBytes(StandardCharsets.UTF_8);
    byte[] value = encoder.encode(EventAvro.toAvro(event));
    input.pipeInput(key, value, event.receivedAtMicros() / 1_000);
    log.add(new Logged(nextOffset++, key, value));
    for (KeyValue<byte[], byte[]> told : tombstones.readKeyValuesToList()) {
      log.add(new Logged(nextOffset++, told.key, told.value));
    }
    for (KeyValue<byte[], byte[]> told : erased.readKeyValuesToList()) {
      String text = new String(told.key, StandardCharsets.UTF_8);
      long offset = Long.parseLong(text.substring(text.lastIndexOf(Event.KEY_SEPARATOR) + 1));
      if (told.value == null) {
        standIns.remove(offset);
      } else {
        standIns.put(offset, told.value);
      }
    }
  }

  /** As a stream thread does before it asks for more records. */
  void aboutToWait() {
    hub.aboutToWait();
  }

  /** The records that a later tombstone names. */
  List<Logged> erasedRecords() {
    Map<Bytes, Long> until = new HashMap<>();
    for (Logged record : log) {
      if (record.value() == null) {
        until.put(Bytes.wrap(record.key()), record.offset());
      }
    }
    return log.stream()
        .filter(record -> record.value() != null)
        .filter(record -> until.getOrDefault(Bytes.wrap(record.key()), -1L) > record.offset())
        .toList();
  }

  KeyValueStore<Bytes, byte[]> store() {
    return driver.getKeyValueStore(Names.STORE);
  }

  PartitionHandle handle() {
    return store()
        .query(new OpenPartition(), PositionBound.unbounded(), new QueryConfig(false))
        .getResult();
  }

  PartitionLog open() {
    return new PartitionLog() {
      @Override
      public long end() {
        return nextOffset + markers;
      }

      @Override
      public void read(long from, long end, Visitor visitor) {
        for (Logged record : List.copyOf(log)) {
          if (record.offset() >= from && record.offset() < end) {
            visitor.visit(record.offset(), record.key(), record.value());
          }
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {
    driver.close();
  }
}
