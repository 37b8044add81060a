package io.chatlog.processor.runtime;

import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.read.StoreReads;
import io.chatlog.processor.search.IndexSettings;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.processor.store.IndexedStoreSupplier;
import io.chatlog.processor.topology.ChatlogTopology;
import io.chatlog.processor.topology.ErasedEvents;
import io.chatlog.processor.topology.Names;
import io.chatlog.processor.topology.Records;
import io.chatlog.processor.upkeep.UpkeepRuns;
import io.chatlog.processor.upkeep.Upkeeps;
import io.chatlog.route.NodeAddress;
import io.chatlog.route.NodeStatus;
import io.chatlog.topic.LogEnds;
import io.chatlog.view.PartitionReads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream processor that runs: what it reads, decides and answers. Closing it stops it within ten
 * seconds; its state stays on disk.
 */
public final class RunningProcessor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningProcessor.class);
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);

  private final ProcessorRuntime runtime;
  private final StoreReads reads;
  private final RunningNode status;
  private final ScheduledExecutorService sweeper;
  private final UpkeepRuns upkeep;
  private final LogEnds logEnds;

  private RunningProcessor(
      ProcessorRuntime runtime,
      StoreReads reads,
      RunningNode status,
      ScheduledExecutorService sweeper,
      UpkeepRuns upkeep,
      LogEnds logEnds) {
    this.runtime = runtime;
    this.reads = reads;
    this.status = status;
    this.sweeper = sweeper;
    this.upkeep = upkeep;
    this.logEnds = logEnds;
  }

  /**
   * Starts a processor; returns before it has joined.
   *
   * @param records how records are decoded and encoded
   * @param partitions how many partitions the events topic has
   * @param address where other nodes reach its reads
   * @param configVersion the version of settings that this process has applied last
   */
  public static RunningProcessor start(
      ProcessorConfig config,
      Records records,
      int partitions,
      NodeAddress address,
      LongSupplier configVersion) {
    AppliedOffsets applied = new AppliedOffsets(new CatchUp(config.bootstrapServers()));
    Restores restores = new Restores();
    String nodeId = NodeIds.of(config);
    Properties settings = StreamsSettings.of(config, nodeId, address.toString());
    PartitionIndexes indexes =
        new PartitionIndexes(
            config.dataDir().resolve("index"),
            IndexSettings.withBuffer(config.luceneBufferBytes())
                .withVectorGraph(config.vectorGraph()),
            InstantSource.system());
    ErasedEvents erased = new KafkaErasedEvents(config.bootstrapServers());
    KafkaSegmentTimes segmentTimes = new KafkaSegmentTimes(config.bootstrapServers());
    ChangelogTopic changelog = new ChangelogTopic(config.bootstrapServers());
    ProcessorRuntime runtime =
        new ProcessorRuntime(
            () -> {
              CommitHub commits = new CommitHub(Duration.ofMillis(config.commitIntervalMillis()));
              IndexedStoreSupplier store =
                  new IndexedStoreSupplier(Names.STORE, indexes, commits, InstantSource.system());
              return new KafkaStreams(
                  ChatlogTopology.build(
                      store,
                      records,
                      applied,
                      partitions,
                      config.feedEnabled(),
                      erased,
                      config.eraseWithinMillis(),
                      segmentTimes,
                      commits),
                  settings,
                  commits);
            },
            applied,
            restores);
    indexes.onDamage(runtime::restart);
    LogEnds logEnds = new LogEnds(config.bootstrapServers(), partitions);
    RunningNode status =
        new RunningNode(
            nodeId, address, partitions, runtime, applied, restores, configVersion, logEnds);
    runtime.start();
    ScheduledExecutorService sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("index-sweeper").factory());
    Duration eraseWithin = Duration.ofMillis(config.eraseWithinMillis());
    long everyMillis = Math.min(SWEEP_EVERY.toMillis(), eraseWithin.toMillis() / 4);
    sweeper.scheduleWithFixedDelay(
        () -> {
          changelog.settle();
          sweep(indexes, eraseWithin, segmentTimes);
        },
        everyMillis,
        everyMillis,
        TimeUnit.MILLISECONDS);
    sweeper.scheduleWithFixedDelay(() -> rest(indexes), 1, 1, TimeUnit.SECONDS);
    UpkeepRuns upkeep =
        Upkeeps.of(
            runtime,
            partition -> new KafkaPartitionLog(config.bootstrapServers(), partition),
            erased,
            records,
            partitions,
            config.dataDir().resolve("scratch"));
    return new RunningProcessor(
        runtime, new StoreReads(runtime, applied, upkeep), status, sweeper, upkeep, logEnds);
  }

  private static void sweep(
      PartitionIndexes indexes, Duration eraseWithin, KafkaSegmentTimes segmentTimes) {
    try {
      segmentTimes.refresh();
      indexes.sweep();
      // half of the time: the rest is for the work itself
      indexes.scrub(InstantSource.system().instant().minus(eraseWithin.dividedBy(2)));
    } catch (RuntimeException fault) {
      LOG.warn("indexes that were left behind could not be swept up", fault); // the next time
    }
  }

  private static void rest(PartitionIndexes indexes) {
    try {
      indexes.rest();
    } catch (RuntimeException closing) {
      LOG.debug("an index was not tended to", closing); // the next time
    }
  }

  /** Reads of the partitions that this node holds. */
  public PartitionReads reads() {
    return reads;
  }

  /** How this node stands. */
  public NodeStatus status() {
    return status;
  }

  /** Whether this node serves all that it is to own. */
  public boolean ready() {
    return runtime.ready();
  }

  @Override
  public void close() {
    upkeep.close();
    sweeper.shutdownNow();
    runtime.close();
    logEnds.close();
  }
}
