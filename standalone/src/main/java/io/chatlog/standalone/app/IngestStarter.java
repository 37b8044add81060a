package io.chatlog.standalone.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.http.Access;
import io.chatlog.http.HttpServer;
import io.chatlog.http.operations.Metrics;
import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.ingest.app.IngestApp;
import io.chatlog.ingest.app.IngestConfig;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.query.app.ReadPasswordMarks;
import io.chatlog.route.RouteSettings;
import io.chatlog.route.RoutedReads;
import io.chatlog.standalone.role.IngestOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
import io.chatlog.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Starts the part that serves every write, as a process of its own. */
final class IngestStarter implements RoleStarter<IngestOptions> {
  @Override
  public Running start(IngestOptions options) throws StartRefusedException {
    PortCheck.requireFree("--port", options.listen());
    LogAccess log =
        LogAccess.open(
            options.log(),
            options.settings(),
            Map.of(
                "chatlog.ingest.host", options.listen().host(),
                "chatlog.ingest.port", options.listen().port(),
                "chatlog.route.processors", Processors.text(options.processors())));
    RunningParts parts = new RunningParts("ingest " + options.listen().url());
    parts.push(log::close);
    try {
      PrometheusMeterRegistry metrics = Metrics.newRegistry();
      RoutedReads reads =
          RoutedReads.overHttp(log.partitions(), RouteSettings.from(log.settings()));
      parts.push(reads::close);
      SettingsAccess settings = SettingsAccess.open(log);
      parts.push(settings.log()::close);
      IngestConfig config = IngestConfig.from(settings.live().now());
      TextExtractor extractor = Extractors.of(log.settings());
      parts.push(extractor::close);
      IngestApp app =
          IngestApp.start(
              config, log.partitions(), log.schemas().of(Topics.EVENTS), reads, extractor, metrics);
      parts.push(app::close);
      settings.measure(metrics);
      Embedders.embedMessages(log, null, app.ports(), metrics, parts);
      settings.live().follow(changed -> app.apply(IngestConfig.from(changed)));
      HttpServer server =
          new HttpServer(
              config.httpServer(),
              metrics,
              List.of(app.routes(), new OperationsRoutes(app.readiness(reads), metrics)),
              Access.of(
                  AuthSettings.from(log.settings()),
                  InstantSource.system(),
                  new ReadPasswordMarks(reads)));
      server.start();
      parts.push(server::close);
      parts.push(
          settings.report("ingest", options.listen().port(), options.log().bootstrapServers())
              ::close);
      return parts;
    } catch (RuntimeException | StartRefusedException fault) {
      parts.close();
      throw fault;
    }
  }
}
