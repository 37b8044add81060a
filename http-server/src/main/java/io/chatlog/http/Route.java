package io.chatlog.http;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One method on one path.
 *
 * @param method GET, HEAD, POST, PUT, PATCH or DELETE
 * @param path the template, as the OpenAPI document has it
 * @param operation the name of what it does, in snake case: unique, and the label of its metrics
 * @param queryParameters the names it takes; one that ends in {@code .*} stands for every name that
 *     begins so; any other is refused
 * @param handler what is done
 */
public record Route(
    HttpMethod method,
    String path,
    String operation,
    Set<String> queryParameters,
    RouteHandler handler) {

  public Route {
    queryParameters = Set.copyOf(queryParameters);
  }

  /** Method and path, as in {@code GET /v1/users}. */
  public String label() {
    return method + " " + path;
  }

  /** A request path of this route, compiled. */
  record Compiled(Route route, PathTemplate template) {
    Compiled(Route route) {
      this(route, new PathTemplate(route.path()));
    }

    Map<String, String> parameters(List<String> segments) {
      return template.parameters(segments);
    }
  }
}
