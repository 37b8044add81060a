package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.http.Route;
import io.chatlog.http.RouteTable;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.query.tail.TailHub;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.route.LocalReads;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.topic.LogSizes;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is published is what is served. */
class RouteCatalogueTest {
  /** Taken so that they can be refused with a reason, and therefore not published. */
  private static final Set<String> REFUSED = Set.of("metadata.*", "tag", "group_by");

  private final OpenApiDocument document = OpenApiDocument.load();
  private final RouteTable routes = new RouteTable();

  RouteCatalogueTest() {
    ModelState state = new ModelState(1);
    ModelNode node = ModelNode.owningAll("node", state);
    var settings =
        io.chatlog.route.RouteSettings.from(
            com.typesafe.config.ConfigFactory.load().getConfig("chatlog"));
    LocalReads reads = new LocalReads(node, node, 1, settings);
    new QueryRoutes(
            reads,
            reads,
            () -> Api.NOW,
            () -> new ReadLimits(50, 1_000, 20, 200, 500, 1_000),
            new TailHub(reads, new TailLimits(1, 1, 1, 1, 1, 1, 1)),
            Map::of,
            null,
            Api.logins(false),
            TextVectors.none(0),
            LogSizes.UNKNOWN)
        .register(routes);
  }

  @Test
  void everyRouteIsPublishedAndEveryPublishedOneIsServed() {
    assertThat(new TreeSet<>(routes.labels())).isEqualTo(document.operations(ServedBy.QUERY));
  }

  @Test
  void everyParameterIsPublishedAndEveryPublishedOneIsTaken() {
    for (Route route : routes.routes()) {
      Set<String> taken = new TreeSet<>(route.queryParameters());
      if (!route.path().endsWith("/sessions") && !route.path().endsWith("/search")) {
        taken.removeAll(REFUSED);
      }
      assertThat(taken).as(route.label()).isEqualTo(document.queryParameters(route.label()));
    }
  }
}
