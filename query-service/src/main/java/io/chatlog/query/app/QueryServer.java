package io.chatlog.query.app;

import io.chatlog.auth.AuthSettings;
import io.chatlog.config.LiveSettings;
import io.chatlog.embedding.Embedder;
import io.chatlog.http.Access;
import io.chatlog.http.HttpServer;
import io.chatlog.http.Routes;
import io.chatlog.http.operations.Metrics;
import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.route.RouteSettings;
import io.chatlog.route.RoutedReads;
import io.chatlog.topic.LogSizes;
import io.chatlog.view.Reads;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The read side as a process of its own: its server, and the way to the processors. */
public final class QueryServer implements AutoCloseable {
  private final RoutedReads reads;
  private final QueryApp app;
  private final HttpServer server;
  private final MeterRegistry metrics;

  private QueryServer(RoutedReads reads, QueryApp app, HttpServer server, MeterRegistry metrics) {
    this.reads = reads;
    this.app = app;
    this.server = server;
    this.metrics = metrics;
  }

  /**
   * Starts to listen. Reads are answered as soon as a processor is found; {@code /readyz} says when
   * that is.
   *
   * @param partitionCount of the events topic, which was checked before
   * @param otherLimits see {@link QueryApp}
   * @param auth who may do what
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static QueryServer start(
      QueryConfig config,
      RouteSettings route,
      int partitionCount,
      Map<String, Object> otherLimits,
      AuthSettings auth) {
    return start(
        config,
        route,
        partitionCount,
        otherLimits,
        auth,
        null,
        LogSizes.UNKNOWN,
        null,
        reads -> routes -> {});
  }

  /**
   * Starts to listen, with settings that change at run time.
   *
   * @param settings see {@link QueryApp}
   * @param logSizes see {@link QueryApp}
   * @param embedder see {@link QueryApp}
   * @param more further routes of this server, given its reads
   */
  public static QueryServer start(
      QueryConfig config,
      RouteSettings route,
      int partitionCount,
      Map<String, Object> otherLimits,
      AuthSettings auth,
      @Nullable LiveSettings settings,
      LogSizes logSizes,
      @Nullable Embedder embedder,
      Function<Reads, Routes> more) {
    RoutedReads reads = RoutedReads.overHttp(partitionCount, route);
    try {
      QueryApp app =
          new QueryApp(config, reads, reads, otherLimits, auth, settings, logSizes, embedder);
      PrometheusMeterRegistry registry = Metrics.newRegistry();
      app.measure(registry);
      HttpServer server =
          new HttpServer(
              config.httpServer(),
              registry,
              List.of(
                  new OperationsRoutes(app.readiness(), registry), app.routes(), more.apply(reads)),
              Access.of(auth, InstantSource.system(), new ReadPasswordMarks(reads)));
      return new QueryServer(reads, app, server.start(), registry);
    } catch (RuntimeException failure) {
      reads.close();
      throw failure;
    }
  }

  /** What the server measures, for whoever has more to measure. */
  public MeterRegistry metrics() {
    return metrics;
  }

  /** The routes and their bounds. */
  public QueryApp app() {
    return app;
  }

  /** Where it listens, as in {@code http://127.0.0.1:8081}. */
  public String baseUrl() {
    return server.baseUrl();
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Lets requests under way end within the server's stop time-out, then ends those left. */
  @Override
  public void close() {
    app.close();
    server.close();
    reads.close();
  }
}
