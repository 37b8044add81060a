package io.chatlog.standalone.registry.http;

import io.chatlog.serde.RegisteredSchema;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.standalone.registry.ReleasedSchemas;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's HTTP API for the schemas that this jar was released with.
 *
 * <p>Whoever reads the topics can look up every schema id, and whoever writes with a released
 * schema gets its id. It keeps nothing and takes no other schema: a registry for schemas of one's
 * own is Confluent's, Apicurio's, Karapace or Redpanda's, which Chatlog uses as well. Thread-safe.
 */
public final class RegistryServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);
  private static final int BODY_BYTES_MAX = 1_000_000;
  private static final int THREADS_MAX = 16;

  private final Javalin server;
  private final HostPort listen;

  private RegistryServer(Javalin server, HostPort listen) {
    this.server = server;
    this.listen = listen;
  }

  /**
   * Starts to serve.
   *
   * @param listen where; with port 0 a free one is taken
   * @param schemas every released schema
   * @throws io.javalin.util.JavalinBindException when the port is taken
   */
  public static RegistryServer start(HostPort listen, List<RegisteredSchema> schemas) {
    RegistryRoutes routes = new RegistryRoutes(new ReleasedSchemas(schemas));
    Javalin server = Javalin.create(config -> configure(config, listen, routes));
    server.start();
    return new RegistryServer(server, new HostPort(listen.host(), server.port()));
  }

  /** Its base URL as this machine reaches it. */
  public URI url() {
    return listen.url();
  }

  /** Stops serving. A second call does nothing. */
  @Override
  public void close() {
    server.stop();
  }

  private static void configure(JavalinConfig config, HostPort listen, RegistryRoutes routes) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.maxRequestSize = BODY_BYTES_MAX;
    config.http.prefer405over404 = true;
    config.jetty.host = listen.host();
    config.jetty.port = listen.port();
    config.jetty.threadPool = new QueuedThreadPool(THREADS_MAX, 2);
    routes.register(config.routes);
    config.routes.exception(
        RegistryFault.class,
        (fault, context) ->
            refuse(context, fault.status(), fault.errorCode(), String.valueOf(fault.getMessage())));
    config.routes.exception(
        HttpResponseException.class,
        (fault, context) ->
            refuse(context, fault.getStatus(), fault.getStatus(), "HTTP " + fault.getStatus()));
    config.routes.exception(
        Exception.class,
        (fault, context) -> {
          LOG.error("request failed: {} {}", context.method(), context.path(), fault);
          refuse(context, 500, 50001, "Error in the backend datastore");
        });
  }

  private static void refuse(Context context, int status, int errorCode, String message) {
    context.status(status);
    RegistryRoutes.answer(context, Map.of("error_code", errorCode, "message", message));
  }
}
