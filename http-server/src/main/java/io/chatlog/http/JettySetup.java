package io.chatlog.http;

import io.javalin.config.JettyConfig;
import java.util.EnumSet;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** How Jetty is set up below Javalin: threads, bounds, stopping, and which targets it lets pass. */
final class JettySetup {
  /** Selectors, acceptor and what never blocks run here; handlers run on virtual threads. */
  private static final int PLATFORM_THREADS_MAX = 16;

  private static final int PLATFORM_THREADS_MIN = 4;
  private static final int ACCEPTORS = 1;
  private static final int SELECTORS = 2;
  private static final int ACCEPT_QUEUE_MAX = 1024;

  /** Longer than a live stream is silent by default. */
  private static final long CROWDED_IDLE_TIMEOUT_MS = 20_000;

  /**
   * Any path reaches a route, so that a bad id is refused as a bad id: ids are checked after
   * decoding, and the decoded path is used for nothing else.
   */
  private static final UriCompliance ANY_PATH =
      UriCompliance.from(
          EnumSet.complementOf(
              EnumSet.of(
                  Violation.USER_INFO,
                  Violation.FRAGMENT,
                  Violation.BAD_PERCENT_ENCODING,
                  Violation.UTF16_ENCODINGS)));

  private final HttpServerSettings settings;
  private final JettyErrors errors;

  JettySetup(HttpServerSettings settings, JettyErrors errors) {
    this.settings = settings;
    this.errors = errors;
  }

  void apply(JettyConfig config) {
    var threads = new QueuedThreadPool(PLATFORM_THREADS_MAX, PLATFORM_THREADS_MIN);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory()));
    config.threadPool = threads;
    config.modifyHttpConfiguration(this::http);
    config.modifyServer(
        server -> {
          server.setErrorHandler(errors);
          server.insertHandler(new GracefulHandler());
          server.setStopTimeout(settings.stopTimeout().toMillis());
        });
    config.addConnector(
        (server, http) -> {
          var connector =
              new ServerConnector(server, ACCEPTORS, SELECTORS, new HttpConnectionFactory(http));
          connector.setHost(settings.host());
          connector.setPort(settings.port());
          connector.setAcceptQueueSize(ACCEPT_QUEUE_MAX);
          connector.setIdleTimeout(settings.idleTimeout().toMillis());
          var limit = new NetworkConnectionLimit(settings.connectionsMax(), connector);
          limit.setEndPointIdleTimeout(CROWDED_IDLE_TIMEOUT_MS);
          connector.addBean(limit);
          return connector;
        });
  }

  private void http(HttpConfiguration http) {
    http.setUriCompliance(ANY_PATH);
    http.setRequestHeaderSize(RequestHead.HARD_FACTOR * settings.requestHeaderBytesMax());
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
  }
}
