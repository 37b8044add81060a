package io.chatlog.processor.app;

import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.http.Routes;
import io.chatlog.processor.http.InternalRoutes;
import io.chatlog.processor.runtime.ProcessorConfig;
import io.chatlog.processor.runtime.RunningProcessor;
import io.chatlog.processor.topology.Records;
import io.chatlog.route.NodeAddress;
import io.chatlog.serde.SchemaIds;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A stream processor of its own, with the endpoint that other nodes read through. */
public final class ProcessorApp implements AutoCloseable {
  private final HttpServer server;
  private final RunningProcessor processor;
  private final InternalRoutes internal;

  private ProcessorApp(HttpServer server, RunningProcessor processor, InternalRoutes internal) {
    this.server = server;
    this.processor = processor;
    this.internal = internal;
  }

  /**
   * Starts a processor; it joins in the background.
   *
   * @param schemas as the registry knows them
   * @param partitions how many partitions the events topic has
   * @param configVersion the version of settings that this process has applied last
   * @param operations the routes that every server has, given the processor whose state they tell
   */
  public static ProcessorApp start(
      ProcessorConfig config,
      SchemaIds schemas,
      int partitions,
      MeterRegistry metrics,
      LongSupplier configVersion,
      Function<RunningProcessor, Routes> operations) {
    StateMetrics.bindTo(metrics);
    String host = config.advertisedHost().isBlank() ? config.host() : config.advertisedHost();
    RunningProcessor processor =
        RunningProcessor.start(
            config,
            Records.of(schemas::of, schemas),
            partitions,
            new NodeAddress(host, config.port()),
            configVersion);
    List<Routes> routes = new ArrayList<>();
    InternalRoutes internal =
        new InternalRoutes(processor.reads(), processor.status(), config.readsMax());
    routes.add(internal);
    routes.add(operations.apply(processor));
    HttpServer server =
        new HttpServer(
            HttpServerSettings.defaults().listeningOn(config.host(), config.port()),
            metrics,
            routes);
    try {
      server.start();
    } catch (RuntimeException taken) {
      processor.close();
      throw taken;
    }
    return new ProcessorApp(server, processor, internal);
  }

  /** Has another bound of reads from now on; what else is configured is that of the start. */
  public void apply(ProcessorConfig changed) {
    internal.limit(changed.readsMax());
  }

  /** The processor that runs. */
  public RunningProcessor processor() {
    return processor;
  }

  @Override
  public void close() {
    server.close();
    processor.close();
  }
}
