package io.chatlog.http;

/** A set of routes that belong together. */
@FunctionalInterface
public interface Routes {
  /** Adds the routes to the table; called once, before the server starts. */
  void register(RouteTable routes);
}
