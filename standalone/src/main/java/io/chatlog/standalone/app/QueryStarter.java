package io.chatlog.standalone.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.ingest.app.IngestConfig;
import io.chatlog.query.app.QueryConfig;
import io.chatlog.query.app.QueryServer;
import io.chatlog.route.RouteSettings;
import io.chatlog.standalone.role.QueryOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
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
      QueryServer server =
          QueryServer.start(
              QueryConfig.from(settings.live().now()),
              RouteSettings.from(log.settings()),
              log.partitions(),
              // the same file configures ingest, whose limits this part publishes
              IngestConfig.from(settings.live().now()).limits(),
              AuthSettings.from(log.settings()),
              settings.live());
      parts.push(server::close);
      settings
          .live()
          .follow(
              changed ->
                  server
                      .app()
                      .apply(QueryConfig.from(changed), IngestConfig.from(changed).limits()));
      return parts;
    } catch (RuntimeException | StartRefusedException fault) {
      parts.close();
      throw fault;
    }
  }
}
