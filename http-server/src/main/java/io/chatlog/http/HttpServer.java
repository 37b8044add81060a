package io.chatlog.http;

import io.chatlog.http.body.BodyBudget;
import io.chatlog.http.body.BodyReader;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.servlet.ServletEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import kotlin.LazyKt;
import org.eclipse.jetty.server.Server;

/**
 * An HTTP server that keeps the conventions of the API for every route: ids, problems, bounded
 * bodies, compression, metrics and logs.
 *
 * <p>Requests run on virtual threads, so that a handler may block and a slow client holds nobody
 * up. {@link #start} and {@link #close} are to be called by one thread, once each.
 */
public final class HttpServer implements AutoCloseable {
  private final HttpServerSettings settings;
  private final RouteTable table;
  private final JettySetup jetty;
  private final Javalin javalin;

  /** Builds a server that looks at no credentials. */
  public HttpServer(HttpServerSettings settings, MeterRegistry registry, List<Routes> routes) {
    this(settings, registry, routes, Access.unchecked());
  }

  /**
   * Builds a server; it does not listen yet.
   *
   * @param registry where its metrics go
   * @param routes everything it serves; those that are {@link RequestListener}s are told of every
   *     request
   * @param access who may use them
   * @throws IllegalArgumentException when two routes are the same
   */
  public HttpServer(
      HttpServerSettings settings, MeterRegistry registry, List<Routes> routes, Access access) {
    this.settings = settings;
    this.table = new RouteTable();
    routes.forEach(group -> group.register(table));
    List<RequestListener> listeners =
        routes.stream()
            .filter(RequestListener.class::isInstance)
            .map(RequestListener.class::cast)
            .toList();
    var budget = new BodyBudget(settings.inflightBodyBytesMax());
    var metrics = new HttpMetrics(registry, budget, listeners);
    var runner =
        new RequestRunner(
            new BodyReader(settings.bodyLimits(), budget),
            new AnswerSender(settings.compressBytesMin()),
            metrics,
            access,
            settings.requestHeaderBytesMax());
    this.jetty = new JettySetup(settings, new JettyErrors(metrics));
    this.javalin = Javalin.create(config -> configure(config, runner));
  }

  private void configure(JavalinConfig config, RequestRunner runner) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    // In place of Javalin's, and of the one that would answer upgrades to WebSocket in its own way.
    config.unsafe.servlet =
        LazyKt.lazyOf(new ServletEntry(null, new RoutingServlet(table, runner)));
    jetty.apply(config.jetty);
  }

  /**
   * Starts to listen.
   *
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public HttpServer start() {
    javalin.start();
    return this;
  }

  /** The port it listens on; meaningful between {@link #start} and {@link #close}. */
  public int port() {
    return javalin.port();
  }

  /** Where it listens, as in {@code http://127.0.0.1:8080}. */
  public String baseUrl() {
    String host = settings.host();
    return "http://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port();
  }

  /** Every route it serves. */
  public RouteTable routes() {
    return table;
  }

  /**
   * Stops: takes no new requests, lets those under way end within the stop time-out, then closes
   * every connection.
   */
  @Override
  public void close() {
    Server server = javalin.jettyServer().server();
    if (server.isRunning()) {
      javalin.stop();
    }
  }
}
