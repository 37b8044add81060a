package io.chatlog.integration.state;

import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.search.IndexSettings;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.processor.store.IndexedStoreSupplier;
import io.chatlog.processor.store.OpenPartition;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.RocksDbSettings;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.topology.ChatlogTopology;
import io.chatlog.processor.topology.ErasedEvents;
import io.chatlog.processor.topology.Names;
import io.chatlog.processor.topology.Records;
import io.chatlog.processor.topology.SegmentTimes;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;

/** A stream client with the real topology and store; one life, from start to close. */
final class StateNode implements AutoCloseable {
  static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  final AppliedOffsets applied = new AppliedOffsets();
  final AtomicLong restored = new AtomicLong();
  final CountDownLatch failed = new CountDownLatch(1);
  private final KafkaStreams streams;

  StateNode(String bootstrap, String application, Path directory, Records records, int standbys) {
    CommitHub commits = new CommitHub(Duration.ofMillis(50));
    PartitionIndexes indexes =
        new PartitionIndexes(
            directory.resolve("index"),
            new IndexSettings(4 << 20, 1 << 20, 4 << 20, 4, Duration.ofMillis(300), false),
            InstantSource.system());
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50);
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbSettings.class);
    settings.putAll(RocksDbSettings.configs(16 << 20, 16 << 20));
    settings.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    streams =
        new KafkaStreams(
            ChatlogTopology.build(
                new IndexedStoreSupplier(Names.STORE, indexes, commits, InstantSource.system()),
                records,
                applied,
                SearchIndexSurvivesTest.PARTITIONS,
                false,
                ErasedEvents.NONE,
                86_400_000,
                SegmentTimes.UNKNOWN,
                commits),
            settings,
            commits);
    streams.setUncaughtExceptionHandler(
        failure -> {
          failed.countDown();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.setGlobalStateRestoreListener(
        new StateRestoreListener() {
          @Override
          public void onRestoreStart(TopicPartition partition, String store, long from, long to) {}

          @Override
          public void onBatchRestored(TopicPartition partition, String store, long end, long many) {
            restored.addAndGet(many);
          }

          @Override
          public void onRestoreEnd(TopicPartition partition, String store, long total) {}
        });
    streams.start();
  }

  /** Opens a partition, once it is not on its way between threads or nodes. */
  PartitionHandle open(int partition, boolean active) throws InterruptedException {
    StateQueryRequest<PartitionHandle> request =
        StateQueryRequest.inStore(Names.STORE)
            .withQuery(new OpenPartition())
            .withPartitions(Set.of(partition));
    long deadline = System.nanoTime() + WAIT_NANOS;
    while (true) {
      try {
        QueryResult<PartitionHandle> result =
            streams
                .query(active ? request.requireActive() : request)
                .getPartitionResults()
                .get(partition);
        if (result != null && result.isSuccess()) {
          return result.getResult();
        }
      } catch (InvalidStateStoreException notYet) {
        // asked again below
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("partition " + partition + " cannot be opened");
      }
      failed.await(50, TimeUnit.MILLISECONDS);
    }
  }

  /** Waits until every partition is applied up to its offset. */
  void await(Map<Integer, Long> offsets) throws InterruptedException {
    long deadline = System.nanoTime() + WAIT_NANOS;
    for (Map.Entry<Integer, Long> wanted : offsets.entrySet()) {
      while (applied.await(wanted.getKey(), wanted.getValue(), 100).orElse(-1)
          < wanted.getValue()) {
        if (System.nanoTime() > deadline) {
          throw new AssertionError(
              "partition " + wanted + " is at " + applied.applied(wanted.getKey()));
        }
        if (applied.applied(wanted.getKey()).isEmpty()) {
          failed.await(50, TimeUnit.MILLISECONDS); // it has not joined yet
        }
      }
    }
  }

  /** The contents of every message row. */
  static List<String> rows(PartitionHandle handle) {
    List<String> keys = new ArrayList<>();
    handle.scan(
        Bytes.wrap(new byte[] {'m'}),
        Bytes.wrap(new byte[] {'n'}),
        false,
        (key, value) -> keys.add(key.toString()));
    return keys;
  }

  /** Every row, key and value. */
  static List<String> allRows(PartitionHandle handle) {
    List<String> rows = new ArrayList<>();
    handle.scan(
        Bytes.wrap(new byte[] {0}),
        Bytes.wrap(new byte[] {(byte) 0xff}),
        false,
        (key, value) -> rows.add(key + " = " + Bytes.wrap(value)));
    return rows;
  }

  /** Every session row, deleted ones included, as a list by count shows it. */
  static List<SessionPlace> sessionRows(PartitionHandle handle) {
    List<SessionPlace> places = new ArrayList<>();
    Rows rows = new Rows(handle);
    handle.scan(
        Bytes.wrap(new byte[] {'s'}),
        Bytes.wrap(new byte[] {'t'}),
        false,
        (key, value) -> {
          String[] ids =
              new String(key.get(), 1, key.get().length - 1, StandardCharsets.UTF_8).split("\0");
          Session session =
              Objects.requireNonNull(rows.session(new UserId(ids[0]), new SessionId(ids[1])))
                  .session();
          return places.add(SessionPlace.of(SessionSort.MESSAGE_COUNT, session));
        });
    places.sort(SessionPlace.order(true));
    return places;
  }

  /** Every session that the index lists. */
  static List<SessionPlace> sessionsFound(PartitionHandle handle) {
    SessionFilter all =
        new SessionFilter(
            Set.of(SessionStatus.values()),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Long.MIN_VALUE,
            Long.MAX_VALUE);
    return handle
        .index()
        .sessions(
            null,
            new SessionRange(null, SessionSort.MESSAGE_COUNT, true, 0, 1, all),
            OptionalLong.empty(),
            100_000)
        .places();
  }

  static long documents(PartitionHandle handle) {
    return ((SearchIndex) handle.index()).messages();
  }

  /** Every message that a query finds, page by page. */
  static List<SearchHit> find(PartitionHandle handle, String text) {
    List<SearchHit> hits = new ArrayList<>();
    SearchQuery.After after = null;
    while (true) {
      SearchQuery query =
          new SearchQuery(
              text,
              Set.of(),
              Set.of(),
              Set.of(),
              Set.of(),
              Long.MIN_VALUE,
              Long.MAX_VALUE,
              0,
              false,
              500,
              0,
              after);
      ((SearchIndex) handle.index()).refresh();
      SearchPage page = handle.index().search(null, query, null, new Rows(handle));
      hits.addAll(page.hits());
      if (!page.more()) {
        return hits;
      }
      after = page.hits().getLast().place();
    }
  }

  @Override
  public void close() {
    streams.close(
        CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
            .withTimeout(Duration.ofSeconds(30)));
  }
}
