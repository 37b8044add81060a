package io.chatlog.standalone.app;

import io.chatlog.http.operations.Metrics;
import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.processor.app.ProcessorApp;
import io.chatlog.processor.runtime.ProcessorConfig;
import io.chatlog.standalone.role.ProcessorOptions;
import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import io.chatlog.standalone.role.StartRefusedException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;

/** Starts the stream processor as a process of its own. */
final class ProcessorStarter implements RoleStarter<ProcessorOptions> {
  @Override
  public Running start(ProcessorOptions options) throws StartRefusedException {
    PortCheck.requireFree("--port", options.listen());
    LogAccess log =
        LogAccess.open(
            options.log(),
            options.settings(),
            Map.of(
                "chatlog.processor.data_dir", options.stateDir().toString(),
                "chatlog.processor.host", options.listen().host(),
                "chatlog.processor.port", options.listen().port(),
                "chatlog.processor.advertised_host", options.advertised().host(),
                "chatlog.processor.standbys", options.standbys()));
    RunningParts parts = new RunningParts("processor " + options.listen().url());
    parts.push(log::close);
    try {
      SettingsAccess settings = SettingsAccess.open(log);
      parts.push(settings.log()::close);
      PrometheusMeterRegistry metrics = Metrics.newRegistry();
      ProcessorApp app =
          ProcessorApp.start(
              ProcessorConfig.from(settings.live().now()),
              log.schemas(),
              log.partitions(),
              metrics,
              settings.live()::applied,
              processor -> new OperationsRoutes(new ProcessorReadiness(processor), metrics));
      parts.push(app::close);
      settings.measure(metrics);
      settings.live().follow(changed -> app.apply(ProcessorConfig.from(changed)));
      return parts;
    } catch (RuntimeException | StartRefusedException fault) {
      parts.close();
      throw fault;
    }
  }
}
