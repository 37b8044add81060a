package io.chatlog.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Routes whose handlers can be replaced while they are served, all at once: requests that have
 * begun end as they began. Thread-safe.
 */
public final class LiveRoutes implements Routes {
  private final List<Route> shape;
  private volatile Map<String, RouteHandler> handlers;

  /** Serves these routes first. */
  public LiveRoutes(Routes first) {
    this.shape = table(first);
    this.handlers = handlers(shape);
  }

  /**
   * Serves these from now on.
   *
   * @throws IllegalArgumentException when they are not the same operations
   */
  public void replace(Routes next) {
    Map<String, RouteHandler> replaced = handlers(table(next));
    if (!replaced.keySet().equals(handlers.keySet())) {
      throw new IllegalArgumentException("other routes than were registered");
    }
    handlers = replaced;
  }

  @Override
  public void register(RouteTable routes) {
    for (Route route : shape) {
      String operation = route.operation();
      routes.add(
          new Route(
              route.method(),
              route.path(),
              operation,
              route.queryParameters(),
              request -> Objects.requireNonNull(handlers.get(operation)).handle(request)));
    }
  }

  private static List<Route> table(Routes routes) {
    RouteTable table = new RouteTable();
    routes.register(table);
    return table.routes();
  }

  private static Map<String, RouteHandler> handlers(List<Route> routes) {
    Map<String, RouteHandler> handlers = new HashMap<>();
    routes.forEach(route -> handlers.put(route.operation(), route.handler()));
    return handlers;
  }
}
