package io.chatlog.standalone.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.embedding.Embedder;
import io.chatlog.http.Access;
import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.http.operations.Metrics;
import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.http.operations.OwnersKnown;
import io.chatlog.http.operations.Readiness;
import io.chatlog.http.operations.Together;
import io.chatlog.ingest.app.IngestApp;
import io.chatlog.ingest.app.IngestConfig;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.keeper.app.KeeperApp;
import io.chatlog.keeper.app.KeeperConfig;
import io.chatlog.processor.app.StateMetrics;
import io.chatlog.processor.runtime.ProcessorConfig;
import io.chatlog.processor.runtime.RunningProcessor;
import io.chatlog.processor.topology.Records;
import io.chatlog.query.app.QueryApp;
import io.chatlog.query.app.QueryConfig;
import io.chatlog.query.app.ReadPasswordMarks;
import io.chatlog.route.LocalReads;
import io.chatlog.route.NodeAddress;
import io.chatlog.route.RouteSettings;
import io.chatlog.standalone.role.PipelineOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
import io.chatlog.topic.KafkaLogSizes;
import io.chatlog.topic.LogEnds;
import io.chatlog.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts ingest, processor and query in this process: one port for both route sets, and reads that
 * take the same path as elsewhere without the network.
 */
final class PipelineStarter implements RoleStarter<PipelineOptions> {
  private static final Duration READY_POLL = Duration.ofMillis(20);
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

  @Override
  public Running start(PipelineOptions options) throws StartRefusedException, InterruptedException {
    LogAccess log =
        LogAccess.open(
            options.log(),
            options.settings(),
            Map.of(
                "chatlog.processor.data_dir",
                options.stateDir().toString(),
                "chatlog.processor.node_id",
                "standalone"));
    RunningParts parts = new RunningParts("http     " + options.listen().url());
    parts.push(log::close);
    try {
      startParts(options, log, parts);
      return parts;
    } catch (RuntimeException | InterruptedException | StartRefusedException fault) {
      boolean interrupted = Thread.interrupted();
      parts.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      throw fault;
    }
  }

  private static void startParts(PipelineOptions options, LogAccess log, RunningParts parts)
      throws InterruptedException, StartRefusedException {
    SettingsAccess settings = SettingsAccess.open(log);
    parts.push(settings.log()::close);
    PrometheusMeterRegistry metrics = Metrics.newRegistry();
    StateMetrics.bindTo(metrics);
    NodeAddress here =
        new NodeAddress(options.listen().reachable().host(), options.listen().port());
    RunningProcessor processor =
        RunningProcessor.start(
            ProcessorConfig.from(log.settings()),
            Records.of(log.schemas()::of, log.schemas()),
            log.partitions(),
            here,
            settings.live()::applied);
    parts.push(processor::close);
    LocalReads reads =
        new LocalReads(
            processor.reads(),
            processor.status(),
            log.partitions(),
            RouteSettings.from(log.settings()));
    IngestConfig ingestConfig = IngestConfig.from(settings.live().now());
    TextExtractor extractor = Extractors.of(log.settings());
    parts.push(extractor::close);
    IngestApp ingest =
        IngestApp.start(
            ingestConfig,
            log.partitions(),
            log.schemas().of(Topics.EVENTS),
            reads,
            extractor,
            metrics);
    parts.push(ingest::close);
    Embedder embedder = Embedders.ofQueries(log.settings(), parts);
    Embedders.embedMessages(log, embedder, ingest.ports(), metrics, parts);
    AuthSettings auth =
        new TokenSecret(options.stateDir().resolveSibling(TokenSecret.FILE))
            .completing(AuthSettings.from(log.settings()));
    LogEnds ends = new LogEnds(options.log().bootstrapServers(), log.partitions());
    parts.push(ends::close);
    QueryApp query =
        new QueryApp(
            QueryConfig.from(settings.live().now()),
            reads,
            reads,
            ingest.limits(),
            auth,
            settings.live(),
            new KafkaLogSizes(options.log().bootstrapServers(), ends),
            embedder);
    settings
        .live()
        .follow(
            changed -> {
              ingest.apply(IngestConfig.from(changed));
              query.apply(QueryConfig.from(changed), ingest.limits());
              reads.limit(RouteSettings.from(changed).localReadsMax());
            });
    query.measure(metrics);
    Readiness readiness =
        new Together(
            List.of(new ProcessorReadiness(processor), new OwnersKnown(reads, log.partitions())));
    settings.measure(metrics);
    HttpServerSettings http =
        ingestConfig.httpServer().listeningOn(options.listen().host(), options.listen().port());
    HttpServer server =
        new HttpServer(
            http,
            metrics,
            List.of(
                ingest.routes(),
                query.routes(),
                KeeperApp.routes(KeeperConfig.from(log.settings()), reads, ingest.ports()),
                new OperationsRoutes(readiness, metrics)),
            Access.of(auth, InstantSource.system(), new ReadPasswordMarks(reads)));
    server.start();
    parts.push(server::close);
    parts.push(query::close);
    awaitReady(processor, readiness, options);
  }

  private static void awaitReady(
      RunningProcessor processor, Readiness readiness, PipelineOptions options)
      throws InterruptedException {
    long toldAtNanos = System.nanoTime();
    // what costs nothing is asked first
    while (!processor.ready() || !readiness.report().ready()) {
      LockSupport.parkNanos(READY_POLL.toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (System.nanoTime() - toldAtNanos > PROGRESS_EVERY.toNanos()) {
        toldAtNanos = System.nanoTime();
        readiness
            .report()
            .parts()
            .forEach(part -> options.progress().accept(part.name() + ": " + part.detail()));
      }
    }
  }
}
