package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.processor.search.IndexSettings;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.testkit.LiveCopy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a process leaves on disk that is killed: its files as they are while it runs. It is read on
 * from where it holds nothing but what was committed, and given up elsewhere.
 */
final class KilledRowsTest {
  private static final String NAME = "state";
  private static final TopicPartition CHANGELOG =
      new TopicPartition("test-" + NAME + "-changelog", 0);

  @TempDir private Path directory;
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private CommitHub hub;
  private PartitionIndexes indexes;
  private TopologyTestDriver driver;
  private KeyValueStore<Bytes, byte[]> store;

  private static final class Idle implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }

  @BeforeEach
  void start() {
    start("a");
  }

  private void start(String life) {
    hub = CommitHub.toldByHand();
    indexes =
        new PartitionIndexes(
            directory.resolve(life).resolve("index"), IndexSettings.withBuffer(4 << 20), () -> now);
    Topology topology = new Topology();
    topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
    topology.addProcessor("idle", Idle::new, "in");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                new IndexedStoreSupplier(NAME, indexes, hub, () -> now),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withCachingDisabled(),
        "idle");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(
        StreamsConfig.STATE_DIR_CONFIG, directory.resolve(life).resolve("state").toString());
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbSettings.class);
    settings.putAll(RocksDbSettings.configs(8 << 20, 8 << 20));
    driver = new TopologyTestDriver(topology, settings);
    store = driver.getKeyValueStore(NAME);
  }

  @AfterEach
  void stop() {
    if (store.isOpen()) {
      driver.close();
    }
  }

  private void put(String key) {
    store.put(key(key), key.getBytes(StandardCharsets.UTF_8));
  }

  private static Bytes key(String key) {
    return Bytes.wrap(("t" + key).getBytes(StandardCharsets.UTF_8));
  }

  private CommitHub.Committed told() {
    return Objects.requireNonNull(hub.store(CHANGELOG));
  }

  /** RocksDB writes to disk what it has in memory, whatever that is. */
  private void writeOut() {
    ((StateStore) store)
        .query(new OpenPartition(), PositionBound.unbounded(), new QueryConfig(false))
        .getResult()
        .compact();
  }

  /** The process is killed; another one starts on the files as they are. */
  private void killAndStart() throws IOException {
    LiveCopy.copy(directory.resolve("a"), directory.resolve("b"));
    stop();
    start("b");
  }

  private void closeWell() {
    store.commit(Map.of(CHANGELOG, 7L)); // as Streams does
    store.close();
  }

  @Test
  void whatWasCommittedIsReadOnFromItsOffset() throws Exception {
    put("one");
    told().committed(7);
    writeOut();
    now = now.plusMillis(1);
    told().committed(7);
    awaitOnDisk(RowsMark.settled(7, now.toEpochMilli())); // a commit after that writes nothing out
    put("two");
    told().committed(9);
    put("three");
    killAndStart();
    assertThat(store.get(key("one"))).isNotNull();
    assertThat(store.get(key("two"))).as("was in memory only, and is in the changelog").isNull();
    assertThat(store.get(key("three"))).as("was never committed").isNull();
    assertThat(store.committedOffset(CHANGELOG)).isIn(7L, -4L);
  }

  @Test
  void whatIsOnDiskOfATransactionIsGivenUp() {
    put("one");
    told().committed(7);
    put("two");
    writeOut();
    assertThatThrownBy(this::killAndStart).isInstanceOf(TaskCorruptedException.class);
  }

  @Test
  void whatIsOnDiskOfATransactionIsReadOnOnceThatHasEnded() throws Exception {
    put("one");
    writeOut();
    assertThat(onDisk()).isEqualTo(RowsMark.UNSETTLED);
    told().committed(7);
    awaitOnDisk(RowsMark.settled(7, now.toEpochMilli()));
    killAndStart();
    assertThat(store.get(key("one"))).isNotNull();
  }

  @Test
  void aBufferThatGetsFullIsWrittenWithACommit() throws Exception {
    put("little");
    told().committed(6);
    assertThat(onDisk()).as("nothing was written yet").isNull();
    int third = (int) (RocksDbMemory.bufferBytesEach() / 6);
    for (int row = 0; row < 3; row++) {
      store.put(key("large" + row), new byte[third]);
    }
    told().committed(7);
    awaitOnDisk(RowsMark.settled(7, now.toEpochMilli()));
    killAndStart();
    assertThat(store.get(key("large2"))).hasSize(third);
  }

  @Test
  void whatRestsIsWrittenAnewEveryHour() {
    put("one");
    told().committed(7);
    now = now.plus(Duration.ofHours(1)).minusMillis(1);
    indexes.sweep();
    assertThat(onDisk()).isNull();
    now = now.plusMillis(1);
    indexes.sweep();
    awaitOnDisk(RowsMark.settled(7, now.toEpochMilli()));
  }

  private @Nullable RowsMark onDisk() {
    return new CompactableStore(NAME)
        .markOnDisk(directory.resolve("a").resolve("state").resolve("test").resolve("0_0"));
  }

  private void awaitOnDisk(RowsMark mark) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!mark.equals(onDisk())) {
      assertThat(System.nanoTime()).as("until rows are written").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  @Test
  void whatFollowsAnAbortedTransactionIsGivenUp() {
    put("one");
    told().aborted();
    put("two");
    told().committed(7);
    writeOut();
    assertThatThrownBy(this::killAndStart).isInstanceOf(TaskCorruptedException.class);
  }

  @Test
  void whatHasNotSeenTheDeletionsOfADayIsGivenUp() throws Exception {
    put("one");
    told().committed(7);
    writeOut();
    now = now.plus(Duration.ofHours(20)).plusMillis(1);
    assertThatThrownBy(this::killAndStart).isInstanceOf(TaskCorruptedException.class);
  }

  @Test
  void whatHasSeenTheDeletionsOfADayIsReadOn() throws Exception {
    put("one");
    told().committed(7);
    writeOut();
    now = now.plus(Duration.ofHours(20));
    killAndStart();
    assertThat(store.get(key("one"))).isNotNull();
  }

  @Test
  void whatWasClosedWellIsOpenedHoweverLongAgo() throws Exception {
    put("one");
    told().committed(7);
    closeWell();
    now = now.plus(Duration.ofDays(40));
    killAndStart();
    assertThat(store.get(key("one"))).isNotNull();
  }

  @Test
  void whatWasClosedInATransactionIsGivenUp() {
    put("one");
    told().committed(7);
    put("two");
    closeWell();
    assertThatThrownBy(this::killAndStart).isInstanceOf(TaskCorruptedException.class);
  }
}
