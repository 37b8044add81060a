package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.event.Event;
import io.chatlog.processor.fold.Fold;
import io.chatlog.processor.search.IndexSettings;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.testkit.Events;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store as Streams wraps it, with RocksDB and Lucene, without a broker. */
final class IndexedStoreTest {
  private static final String NAME = "state";

  private final Events events = new Events();
  @TempDir private Path directory;
  private TopologyTestDriver driver;
  private KeyValueStore<Bytes, byte[]> store;
  private long nextOffset;

  private static final class Idle implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }

  @BeforeEach
  void start() {
    Topology topology = new Topology();
    topology.addSource("in", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "in");
    topology.addProcessor("idle", Idle::new, "in");
    topology.addStateStore(
        Stores.keyValueStoreBuilder(
                new IndexedStoreSupplier(
                    NAME,
                    new PartitionIndexes(
                        directory.resolve("index"),
                        IndexSettings.withBuffer(4 << 20),
                        InstantSource.system()),
                    CommitHub.withoutBroker(),
                    InstantSource.system()),
                Serdes.Bytes(),
                Serdes.ByteArray())
            .withCachingDisabled(),
        "idle");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
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

  private void apply(Event event) {
    store.putAll(
        ChangeRows.of(Fold.next(new Rows(new TaskRows(store)), nextOffset++, event).changes()));
  }

  private PartitionHandle handle() {
    return ((StateStore) store)
        .query(new OpenPartition(), PositionBound.unbounded(), new QueryConfig(false))
        .getResult();
  }

  private SearchPage search(String user, String text, Set<String> channels) {
    ((SearchIndex) handle().index()).refresh();
    PartitionHandle handle = handle();
    return handle
        .index()
        .search(
            user == null ? null : new UserId(user),
            new SearchQuery(
                text,
                Set.of(),
                Set.of(),
                channels,
                Set.of(),
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                0,
                true,
                10,
                0,
                null),
            null,
            new Rows(handle));
  }

  private void twoMessages() {
    apply(events.user("ada"));
    apply(events.session("ada", "s", "web"));
    apply(events.message("ada", "s", "m1", Role.USER, "the kernel panics"));
    apply(events.message("ada", "s", "m2", Role.ASSISTANT, "which kernel?"));
  }

  @Test
  void whatIsWrittenIsFoundAtOnce() {
    twoMessages();
    assertThat(search("ada", "kernel", Set.of()).hits())
        .extracting(hit -> hit.message().content())
        .containsExactly("which kernel?", "the kernel panics");
    assertThat(search("bob", "kernel", Set.of()).hits()).isEmpty();
    assertThat(search(null, "panic", Set.of("web")).hits())
        .singleElement()
        .satisfies(
            hit -> assertThat(hit.highlights()).containsExactly("the kernel <em>panics</em>"));
    assertThat(handle().active()).isTrue();
  }

  @Test
  void aMessageIsFoundByWhatItSaidAsOfAPositionBeforeItsEdits() {
    twoMessages();
    long said = nextOffset - 1;
    apply(events.patchMessage("ada", "s", "m1", "{\"content\":\"it was the disk\"}", null));
    long once = nextOffset - 1;
    apply(events.embed("ada", "s", "m1", "it was the disk", 1, 0));
    apply(events.patchMessage("ada", "s", "m1", "{\"content\":\"it was nothing\"}", null));
    long twice = nextOffset - 1;
    assertThat(asOf("panics", said)).containsExactly("it was nothing");
    assertThat(asOf("disk", said)).isEmpty();
    assertThat(asOf("panics", once)).isEmpty();
    assertThat(asOf("disk", once)).containsExactly("it was nothing");
    assertThat(asOf("disk", twice)).isEmpty();
    assertThat(asOf("nothing", twice)).containsExactly("it was nothing");
    assertThat(search("ada", "panics", Set.of()).total()).isZero();
    assertThat(search("ada", "nothing", Set.of()).total()).isOne();

    apply(events.patchSession("ada", "s", "{\"channel\":\"app\"}", null));
    assertThat(asOf("panics", said)).containsExactly("it was nothing");
    apply(events.deleteMessage("ada", "s", "m1", null));
    assertThat(asOf("panics", said)).isEmpty();
  }

  private List<String> asOf(String text, long offset) {
    PartitionHandle handle = handle();
    ((SearchIndex) handle.index()).refresh();
    SearchQuery query =
        new SearchQuery(text, SearchFilter.ALL, SearchShape.PLAIN, 0, false, 10, 0, null);
    return handle
        .index()
        .search(
            new UserId("ada"),
            query.asOf(Positions.of(new Position(0, offset))),
            null,
            new Rows(handle))
        .hits()
        .stream()
        .map(hit -> hit.message().content())
        .toList();
  }

  @Test
  void whatIsWrittenCountsBeforeItIsInAnyFile() {
    twoMessages();
    long before = handle().storageBytes();
    assertThat(before).isPositive();
    String text = "unusual words " + "about a kernel ".repeat(2_000);
    apply(events.message("ada", "s", "m3", Role.USER, text));
    long buffered = handle().storageBytes();
    assertThat(buffered).isGreaterThan(before + text.length() / 2);
    handle().compact();
    assertThat(handle().storageBytes()).isPositive();
  }

  @Test
  void messagesFollowTheirSession() {
    twoMessages();
    apply(events.patchSession("ada", "s", "{\"channel\":\"irc\"}", null));
    assertThat(search("ada", "kernel", Set.of("web")).total()).isZero();
    assertThat(search("ada", "kernel", Set.of("irc")).total()).isEqualTo(2);
    apply(events.message("ada", "s", "m3", Role.USER, "kernel again"));
    assertThat(search("ada", "kernel", Set.of("irc")).total()).isEqualTo(3);
    apply(events.patchSession("ada", "s", "{\"status\":\"deleted\"}", null));
    assertThat(search("ada", "kernel", Set.of()).total()).isZero();
    apply(events.patchSession("ada", "s", "{\"status\":\"active\"}", null));
    assertThat(search("ada", "kernel", Set.of()).total()).isEqualTo(3);
  }

  @Test
  void aDeletedRowIsNotFoundByAnyWayOfDeleting() {
    twoMessages();
    UserId ada = new UserId("ada");
    Bytes first = Keys.message(ada, new SessionId("s"), 1);
    byte[] row = store.get(first);
    assertThat(store.delete(first)).isEqualTo(row);
    assertThat(search("ada", "panics", Set.of()).total()).isZero();
    assertThat(store.putIfAbsent(first, row)).isNull();
    assertThat(search("ada", "panics", Set.of()).total()).isEqualTo(1);
    assertThat(store.putIfAbsent(first, row)).isEqualTo(row);
    store.put(first, null);
    assertThat(search("ada", "panics", Set.of()).total()).isZero();
    store.put(first, row);
    assertThat(((SearchIndex) handle().index()).messages()).isEqualTo(2);
  }

  @Test
  void sessionsAreListedAsTheirRowsAreUntilTheyAreGone() {
    twoMessages();
    apply(events.session("ada", "t", "web"));
    assertThat(listed()).containsExactly("s 2", "t 0");
    apply(events.message("ada", "s", "m3", Role.USER, "three"));
    assertThat(listed()).containsExactly("s 3", "t 0");
    store.put(Keys.session(new UserId("ada"), new SessionId("t")), null);
    assertThat(listed()).containsExactly("s 3");
    assertThat(store.delete(Keys.session(new UserId("ada"), new SessionId("s")))).isNotNull();
    assertThat(listed()).isEmpty();
    assertThat(((SearchIndex) handle().index()).messages()).as("gone with their session").isZero();
  }

  private List<String> listed() {
    SessionRange range =
        new SessionRange(null, SessionSort.MESSAGE_COUNT, true, 0, 9, SessionFilter.LIVE);
    return handle().index().sessions(null, range, OptionalLong.empty(), 9).places().stream()
        .map(place -> place.session() + " " + place.number())
        .toList();
  }

  @Test
  void anExcludedWordFindsMessagesOnly() {
    twoMessages();
    apply(events.session("ada", "t", "web"));
    assertThat(listed()).hasSize(2);
    assertThat(search("ada", "-panics", Set.of()).total()).isEqualTo(1);
    assertThat(search(null, "-nothing", Set.of()).total()).isEqualTo(2);
  }

  @Test
  void scansGoBothWaysAndLeaveTheEndOut() {
    twoMessages();
    apply(events.message("ada", "s", "m3", Role.USER, "three"));
    UserId ada = new UserId("ada");
    SessionId session = new SessionId("s");
    List<Long> seqs = new ArrayList<>();
    Scans.messages(handle(), ada, session, 1, 3, false, row -> seqs.add(row.message().seq()));
    Scans.messages(handle(), ada, session, 2, 4, true, row -> seqs.add(row.message().seq()));
    Scans.messages(handle(), ada, session, 1, 9, true, row -> !seqs.add(row.message().seq()));
    handle()
        .scan(
            Keys.message(ada, session, 3),
            Keys.message(ada, session, 1),
            false,
            (key, value) -> seqs.add(-1L));
    assertThat(seqs).containsExactly(1L, 2L, 3L, 2L, 3L);
  }

  @Test
  void aKeptHandleSaysThatItsStoreWasClosed() {
    twoMessages();
    PartitionHandle kept = handle();
    SearchIndex index = (SearchIndex) kept.index();
    driver.close();
    assertThatThrownBy(() -> kept.get(Keys.PARTITION))
        .isInstanceOf(InvalidStateStoreException.class);
    assertThatThrownBy(kept::index).isInstanceOf(InvalidStateStoreException.class);
    assertThatThrownBy(kept::active).isInstanceOf(InvalidStateStoreException.class);
    assertThatThrownBy(() -> index.termStatistics("kernel"))
        .isInstanceOf(InvalidStateStoreException.class);
    assertThatThrownBy(this::handle).isInstanceOf(InvalidStateStoreException.class);
  }

  @Test
  void anEmptyCommitEmptiesTheIndex() {
    twoMessages();
    store.commit(Map.of());
    assertThat(((SearchIndex) handle().index()).messages()).isZero();
  }

  @Test
  void memoryIsSharedAndBounded() {
    twoMessages();
    assertThat(RocksDbMemory.bytesLimit()).isPositive();
    assertThat(RocksDbMemory.bytesUsed()).isBetween(1L, RocksDbMemory.bytesLimit());
    assertThat(RocksDbMemory.bytesPinned()).isLessThanOrEqualTo(RocksDbMemory.bytesUsed());
  }
}
