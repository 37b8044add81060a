package io.chatlog.ingest.app;

import io.chatlog.http.HttpServer;
import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.http.operations.Readiness;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** Ingest as a process of its own: the write routes and the operations of a server. */
public final class IngestServer implements AutoCloseable {
  private final IngestApp app;
  private final HttpServer server;

  private IngestServer(IngestApp app, HttpServer server) {
    this.app = app;
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param app closed with this server
   * @param readiness what {@code /readyz} tells
   * @throws io.javalin.util.JavalinBindException when the port is taken; {@code app} is closed then
   */
  public static IngestServer start(
      IngestConfig config, IngestApp app, Readiness readiness, PrometheusMeterRegistry registry) {
    HttpServer server =
        new HttpServer(
            config.httpServer(),
            registry,
            List.of(app.routes(), new OperationsRoutes(readiness, registry)));
    try {
      server.start();
    } catch (RuntimeException refusal) {
      app.close();
      throw refusal;
    }
    return new IngestServer(app, server);
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Where it listens, as in {@code http://127.0.0.1:8080}. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** Lets requests under way end, then lets go of the log. */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      app.close();
    }
  }
}
