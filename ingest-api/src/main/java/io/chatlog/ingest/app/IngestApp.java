package io.chatlog.ingest.app;

import io.chatlog.auth.Passwords;
import io.chatlog.http.LiveRoutes;
import io.chatlog.http.Routes;
import io.chatlog.http.operations.OwnersKnown;
import io.chatlog.http.operations.Readiness;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.accept.NewIds;
import io.chatlog.ingest.admission.AdmittedLog;
import io.chatlog.ingest.admission.InflightBytes;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.ingest.elsewhere.Elsewhere;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.http.IngestRoutes;
import io.chatlog.ingest.imports.Spool;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.KafkaEventLog;
import io.chatlog.route.Topology;
import io.chatlog.topic.LogUnreachableException;
import io.chatlog.topic.Topics;
import io.chatlog.view.Reads;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingest: the producer and the routes that write through it. Whoever starts it serves the routes,
 * on a server of their own or on one that is shared with reads; {@link IngestConfig#httpServer}
 * says how that server is to be set up.
 */
public final class IngestApp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IngestApp.class);

  /** Each takes 19 MiB and a core: more at once would only take longer. */
  private static final int PASSWORDS_AT_ONCE_MAX = 4;

  private static final Duration PASSWORD_PATIENCE = Duration.ofSeconds(3);

  private final Function<IngestConfig, Routes> routesOf;
  private final InflightBytes inflight;
  private final KafkaEventLog log;
  private final int partitionCount;
  private final KafkaClientMetrics producerMetrics;
  private final WritePorts ports;
  private final LiveRoutes routes;
  private volatile IngestConfig config;

  private IngestApp(
      IngestConfig config,
      Function<IngestConfig, Routes> routesOf,
      InflightBytes inflight,
      KafkaEventLog log,
      int partitionCount,
      KafkaClientMetrics producerMetrics,
      WritePorts ports) {
    this.config = config;
    this.routesOf = routesOf;
    this.inflight = inflight;
    this.log = log;
    this.partitionCount = partitionCount;
    this.producerMetrics = producerMetrics;
    this.ports = ports;
    this.routes = new LiveRoutes(routesOf.apply(config));
  }

  /**
   * Connects to the log and builds the routes.
   *
   * @param partitionCount of the events topic, which was checked before
   * @param eventSchemaId the id under which the registry knows the schema of events
   * @param reads answers what became of writes
   * @param extractor extracts the text of documents; closed by whoever made it
   * @param registry where metrics go
   * @throws LogUnreachableException when no broker tells of the events topic in time
   * @throws IllegalStateException when the topic or the reads have another number of partitions
   */
  public static IngestApp start(
      IngestConfig config,
      int partitionCount,
      int eventSchemaId,
      Reads reads,
      TextExtractor extractor,
      MeterRegistry registry) {
    if (reads.partitionCount() != partitionCount) {
      throw new IllegalStateException(
          "reads have " + reads.partitionCount() + " partitions, the log " + partitionCount);
    }
    Producer<byte[], byte[]> producer =
        new KafkaProducer<>(config.producer().toProperties("chatlog-ingest"));
    try {
      checkPartitions(producer, partitionCount, config);
    } catch (RuntimeException refusal) {
      producer.close();
      throw refusal;
    }
    InflightBytes inflight = new InflightBytes(config.inflightBytesMax());
    KafkaEventLog log =
        new KafkaEventLog(producer, Topics.EVENTS, config.producer().deliveryTimeout());
    EventLog admitted = new AdmittedLog(log, inflight);
    KafkaClientMetrics producerMetrics = new KafkaClientMetrics(producer);
    producerMetrics.bindTo(registry);
    Gauge.builder("chatlog.ingest.inflight.bytes", inflight, InflightBytes::held)
        .description("Bytes of records on their way to the log now")
        .register(registry);
    WritePorts ports = ports(partitionCount, eventSchemaId, reads, admitted);
    sweepImports(config);
    return new IngestApp(
        config,
        routes(reads, extractor, ports),
        inflight,
        log,
        partitionCount,
        producerMetrics,
        ports);
  }

  /** Imports that a kill ended are asked for again; what they had sent is nobody's any more. */
  private static void sweepImports(IngestConfig config) {
    try {
      int deleted = Spool.sweep(config.imports().spoolDirectory());
      if (deleted > 0) {
        LOG.info("deleted what {} imports that were ended by a kill had received", deleted);
      }
    } catch (IOException e) {
      LOG.warn("what imports may have left behind could not be looked for", e);
    }
  }

  private static WritePorts ports(
      int partitionCount, int eventSchemaId, Reads reads, EventLog log) {
    Clock clock = Clock.systemUTC();
    Supplier<String> newIds = new NewIds(clock, new SecureRandom().nextLong());
    EventEncoder encoder = new EventEncoder(eventSchemaId, partitionCount);
    EmailClaims emails = new EmailClaims(encoder, log, reads, newIds, clock);
    return new WritePorts(encoder, log, emails, newIds, clock);
  }

  private static Function<IngestConfig, Routes> routes(
      Reads reads, TextExtractor extractor, WritePorts ports) {
    Passwords passwords =
        new Passwords(PASSWORDS_AT_ONCE_MAX, PASSWORD_PATIENCE, new SecureRandom());
    return config ->
        new IngestRoutes(
            config.routes(),
            new Acceptor(config.routes().limits(), ports.newIds(), ports.clock()),
            ports.encoder(),
            ports.log(),
            reads,
            new Barriers(
                ports.encoder(),
                ports.log(),
                reads.partitionCount(),
                ports.newIds(),
                ports.clock()),
            ports.emails(),
            new Elsewhere(ports.encoder(), ports.log(), reads, ports.newIds(), ports.clock()),
            passwords,
            extractor,
            config.imports(),
            wait -> LockSupport.parkNanos(wait.toNanos()));
  }

  /**
   * Has other bounds of routes and of bytes under way from now on; requests that have begun end as
   * they began. What else a configuration says is that of the start.
   */
  public void apply(IngestConfig changed) {
    inflight.limit(changed.inflightBytesMax());
    routes.replace(routesOf.apply(changed));
    config = changed;
  }

  /** Also fetches the topic's metadata, so that the first write does not have to. */
  private static void checkPartitions(
      Producer<?, ?> producer, int partitionCount, IngestConfig config) {
    long deadlineNanos = System.nanoTime() + config.startTimeout().toNanos();
    while (true) {
      try {
        int found = producer.partitionsFor(Topics.EVENTS).size();
        if (found != partitionCount) {
          throw new IllegalStateException(
              Topics.EVENTS + " has " + found + " partitions, not " + partitionCount);
        }
        return;
      } catch (TimeoutException notYet) { // after block_ms_max: this loop does not spin
        if (System.nanoTime() > deadlineNanos) {
          throw new LogUnreachableException(
              "no broker at " + config.producer().bootstrapServers() + " tells of " + Topics.EVENTS,
              notYet);
        }
      }
    }
  }

  /** For others that write. */
  public WritePorts ports() {
    return ports;
  }

  /** The routes; those of reads are another's. */
  public Routes routes() {
    return routes;
  }

  /**
   * Whether writes can be accepted and decided: the log is reached, and every partition has had an
   * owner.
   *
   * @param topology which node holds what
   */
  public Readiness readiness(Topology topology) {
    Readiness owners = new OwnersKnown(topology, partitionCount);
    return () -> {
      List<Readiness.Part> parts = new ArrayList<>(owners.report().parts());
      parts.add(
          log.isReachable()
              ? Readiness.Part.ready("log", "the brokers are reached")
              : Readiness.Part.notReady("log", "no broker could be reached"));
      return new Readiness.Report(parts);
    };
  }

  /** The limits of writes by name, see {@link IngestConfig#limits()}. */
  public Map<String, Object> limits() {
    return config.limits();
  }

  /**
   * Waits for what is in flight, then lets go of the log. The server that serves the routes is to
   * be stopped before.
   */
  @Override
  public void close() {
    producerMetrics.close();
    log.close();
  }
}
