package io.chatlog.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Every route of one server. Filled before the server starts, then read only.
 *
 * <p>HEAD is answered wherever GET is, by the same handler, and needs no route of its own.
 */
public final class RouteTable {
  private final List<Route.Compiled> compiled = new ArrayList<>();
  private final Set<String> labels = new HashSet<>();
  private final Set<String> operations = new HashSet<>();

  /**
   * Adds a route.
   *
   * @throws IllegalArgumentException when its method and path, or its operation, is there already
   */
  public RouteTable add(Route route) {
    if (!labels.add(route.label())) {
      throw new IllegalArgumentException("the route is there twice: " + route.label());
    }
    if (!operations.add(route.operation())) {
      throw new IllegalArgumentException("the operation is there twice: " + route.operation());
    }
    compiled.add(new Route.Compiled(route));
    return this;
  }

  /** Adds a route that takes these query parameters. */
  public RouteTable add(
      HttpMethod method,
      String path,
      String operation,
      Set<String> queryParameters,
      RouteHandler handler) {
    return add(new Route(method, path, operation, queryParameters, handler));
  }

  /** Adds a route that takes no query parameters. */
  public RouteTable add(HttpMethod method, String path, String operation, RouteHandler handler) {
    return add(method, path, operation, Set.of(), handler);
  }

  /** The routes in the order in which they were added. */
  public List<Route> routes() {
    return compiled.stream().map(Route.Compiled::route).toList();
  }

  /** Method and path of every route, as in {@code GET /v1/users}. */
  public Set<String> labels() {
    return Collections.unmodifiableSet(labels);
  }

  /** The routes in the order of matching: a verb before the parameter that would swallow it. */
  List<Route.Compiled> inMatchingOrder() {
    return compiled.stream()
        .sorted(Comparator.comparing((Route.Compiled c) -> !c.template().endsWithVerb()))
        .toList();
  }

  /** The methods that a path takes; empty when there is no such path. */
  Set<HttpMethod> methodsOf(String rawPath) {
    Set<HttpMethod> methods = EnumSet.noneOf(HttpMethod.class);
    for (Route.Compiled candidate : compiled) {
      if (candidate.template().matches(rawPath)) {
        methods.add(candidate.route().method());
      }
    }
    if (methods.contains(HttpMethod.GET)) {
      methods.add(HttpMethod.HEAD);
    }
    return methods;
  }
}
