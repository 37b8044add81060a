package io.chatlog.standalone.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.config.LiveSettings;
import io.chatlog.http.Routes;
import io.chatlog.http.operations.Metrics;
import io.chatlog.ingest.app.IngestApp;
import io.chatlog.ingest.app.IngestConfig;
import io.chatlog.ingest.document.TextExtractor;
import io.chatlog.keeper.app.KeeperApp;
import io.chatlog.keeper.app.KeeperConfig;
import io.chatlog.query.app.QueryConfig;
import io.chatlog.query.app.QueryServer;
import io.chatlog.route.RouteSettings;
import io.chatlog.standalone.role.QueryOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
import io.chatlog.topic.KafkaLogSizes;
import io.chatlog.topic.LogEnds;
import io.chatlog.topic.Topics;
import io.chatlog.view.Reads;
import java.util.Map;

/** Starts the part that serves every read, as a process of its own. */
final class QueryStarter implements RoleStarter<QueryOptions> {
  @Override
  public Running start(QueryOptions options) throws StartRefusedException {
    PortCheck.requireFree("--port", options.listen());
    LogAccess log =
        LogAccess.open(
            options.log(),
            options.settings(),
            Map.of(
                "chatlog.query.host", options.listen().host(),
                "chatlog.query.port", options.listen().port(),
                "chatlog.route.processors", Processors.text(options.processors())));
    RunningParts parts = new RunningParts("query " + options.listen().url());
    parts.push(log::close);
    try {
      SettingsAccess settings = SettingsAccess.open(log);
      parts.push(settings.log()::close);
      LogEnds ends = new LogEnds(options.log().bootstrapServers(), log.partitions());
      parts.push(ends::close);
      QueryServer server =
          QueryServer.start(
              QueryConfig.from(settings.live().now()),
              RouteSettings.from(log.settings()),
              log.partitions(),
              // the same file configures ingest, whose limits this part publishes
              IngestConfig.from(settings.live().now()).limits(),
              AuthSettings.from(log.settings()),
              settings.live(),
              new KafkaLogSizes(options.log().bootstrapServers(), ends),
              Embedders.ofQueries(log.settings(), parts),
              reads -> keeper(log, settings.live(), reads, parts));
      parts.push(server::close);
      settings.measure(server.metrics());
      settings
          .live()
          .follow(
              changed ->
                  server
                      .app()
                      .apply(QueryConfig.from(changed), IngestConfig.from(changed).limits()));
      parts.push(
          settings.report("query", options.listen().port(), options.log().bootstrapServers())
              ::close);
      return parts;
    } catch (RuntimeException | StartRefusedException fault) {
      parts.close();
      throw fault;
    }
  }

  /**
   * What keeps the store writes to the log, as ingest does; nothing else of ingest is served here.
   */
  private static Routes keeper(
      LogAccess log, LiveSettings settings, Reads reads, RunningParts parts) {
    TextExtractor extractor = Extractors.of(log.settings());
    parts.push(extractor::close);
    IngestApp ingest =
        IngestApp.start(
            IngestConfig.from(settings.now()),
            log.partitions(),
            log.schemas().of(Topics.EVENTS),
            reads,
            extractor,
            Metrics.newRegistry());
    parts.push(ingest::close);
    settings.follow(changed -> ingest.apply(IngestConfig.from(changed)));
    return KeeperApp.routes(KeeperConfig.from(log.settings()), reads, ingest.ports());
  }
}
