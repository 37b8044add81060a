package io.chatlog.keeper.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.http.RouteTable;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.keeper.backup.BackupPaths;
import io.chatlog.keeper.backup.Keeper;
import io.chatlog.keeper.cleanup.Cleanup;
import java.time.InstantSource;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RouteCatalogueTest {
  @Test
  void everyRouteIsPublishedAndEveryPublishedOneIsServed() {
    RouteTable routes = new RouteTable();
    Keeper unused = null;
    Cleanup unusedToo = null;
    new BackupRoutes(unused, new BackupPaths(null)).register(routes);
    new CleanupRoutes(unusedToo, InstantSource.system()).register(routes);
    assertThat(new TreeSet<>(routes.labels()))
        .isEqualTo(OpenApiDocument.load().operations(ServedBy.KEEPER));
  }
}
