package io.chatlog.processor.runtime;

import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.read.PartitionSource;
import io.chatlog.processor.store.OpenPartition;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.topology.Names;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a Kafka Streams client running. A client that fails (a broker that was away too long, a
 * transaction that was fenced) is closed and another one takes its place after a pause: quicker
 * than replacing a thread, which waits out the session. State stays on disk meanwhile.
 *
 * <p>Thread-safe.
 */
public final class ProcessorRuntime implements PartitionSource, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessorRuntime.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

  private final Supplier<KafkaStreams> clients;
  private final AppliedOffsets applied;
  private final Restores restores;
  private final Thread supervisor;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Ways into owned partitions, one each at most; forgotten whenever the client changes state. */
  private final Map<Integer, PartitionHandle> owned = new ConcurrentHashMap<>();

  private volatile @Nullable KafkaStreams streams;
  private volatile @Nullable CountDownLatch ending;
  private volatile boolean hasRun;

  /** The client that has applied what the log held when it joined. */
  private volatile @Nullable KafkaStreams caughtUp;

  /**
   * @param clients makes a client that was not started; called again after each failure
   * @param applied moved on by the client's topology
   */
  ProcessorRuntime(Supplier<KafkaStreams> clients, AppliedOffsets applied, Restores restores) {
    this.clients = clients;
    this.applied = applied;
    this.restores = restores;
    this.supervisor = Thread.ofPlatform().name("chatlog-processor-supervisor").unstarted(this::run);
  }

  /** Starts; returns at once. */
  void start() {
    supervisor.start();
  }

  private void run() {
    try {
      while (stop.getCount() > 0) {
        CountDownLatch ended = new CountDownLatch(1);
        KafkaStreams client = clients.get();
        client.setGlobalStateRestoreListener(restores);
        client.setUncaughtExceptionHandler(
            failure -> {
              LOG.error("a stream thread failed; the client is started anew", failure);
              return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
        client.setStateListener(
            (now, before) -> {
              LOG.info("the stream client is {}, was {}", now, before);
              owned.clear();
              if (now == KafkaStreams.State.RUNNING) {
                hasRun = true;
              }
              if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                ended.countDown();
              }
            });
        streams = client;
        ending = ended;
        client.start();
        awaitEnd(ended);
        boolean stopping = stop.getCount() == 0;
        close(client, stopping);
        hasRun = false;
        caughtUp = null;
        if (!stopping && stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      KafkaStreams last = streams;
      if (last != null) {
        close(last, true);
      }
    }
  }

  /** Has the client closed and another one started in its place; returns at once. */
  void restart() {
    CountDownLatch running = ending;
    if (running != null) {
      running.countDown();
    }
  }

  private void awaitEnd(CountDownLatch ended) throws InterruptedException {
    while (!ended.await(100, TimeUnit.MILLISECONDS)) {
      if (stop.await(0, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private static void close(KafkaStreams client, boolean leave) {
    CloseOptions.GroupMembershipOperation operation =
        leave
            ? CloseOptions.GroupMembershipOperation.LEAVE_GROUP
            : CloseOptions.GroupMembershipOperation.REMAIN_IN_GROUP;
    if (!client.close(
        CloseOptions.groupMembershipOperation(operation).withTimeout(CLOSE_TIMEOUT))) {
      LOG.warn("the stream client did not stop within {} ms", CLOSE_TIMEOUT.toMillis());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>The way into an owned partition is kept: to ask Streams for it takes longer than most reads.
   * It is shut for good when the store is closed, which is before another node can own the
   * partition.
   */
  @Override
  public Optional<PartitionHandle> open(int partition, boolean active) {
    if (!active) {
      return ask(partition, false);
    }
    PartitionHandle kept = owned.get(partition);
    if (kept != null) {
      try {
        if (kept.active()) {
          return Optional.of(kept);
        }
      } catch (InvalidStateStoreException shut) {
        LOG.debug("the way into partition {} was shut", partition);
      }
      owned.remove(partition, kept);
    }
    Optional<PartitionHandle> found = ask(partition, true);
    found.ifPresent(handle -> owned.put(partition, handle));
    return found;
  }

  private Optional<PartitionHandle> ask(int partition, boolean active) {
    KafkaStreams client = streams;
    if (client == null) {
      return Optional.empty();
    }
    StateQueryRequest<PartitionHandle> request =
        StateQueryRequest.inStore(Names.STORE)
            .withQuery(new OpenPartition())
            .withPartitions(Set.of(partition));
    try {
      QueryResult<PartitionHandle> result =
          client
              .query(active ? request.requireActive() : request)
              .getPartitionResults()
              .get(partition);
      return result == null || result.isFailure()
          ? Optional.empty()
          : Optional.of(result.getResult());
    } catch (InvalidStateStoreException notNow) {
      return Optional.empty();
    }
  }

  /**
   * Whether this node serves all that it is to own: it has joined, nothing of its own is being
   * restored, and what the log held when it joined is applied. A node that joined stays ready while
   * others come and go.
   */
  public boolean ready() {
    KafkaStreams client = streams;
    if (!joined()) {
      return false;
    }
    if (client != caughtUp && applied.areCurrent()) {
      caughtUp = client;
    }
    return client == caughtUp;
  }

  /** Whether this node has joined, and nothing of its own is being restored. */
  boolean joined() {
    KafkaStreams client = streams;
    if (client == null || !hasRun) {
      return false;
    }
    KafkaStreams.State state = client.state();
    return state == KafkaStreams.State.RUNNING
        || (state == KafkaStreams.State.REBALANCING && !applied.snapshot().isEmpty());
  }

  /** The client that runs now, or null. */
  @Nullable KafkaStreams streams() {
    return streams;
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      supervisor.join(CLOSE_TIMEOUT.plusSeconds(1).toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
