package io.chatlog.keeper.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.http.RouteTable;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.keeper.backup.BackupPaths;
import io.chatlog.keeper.backup.Keeper;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class BackupRoutesTest {
  @Test
  void everyRouteIsPublishedAndEveryPublishedOneIsServed() {
    RouteTable routes = new RouteTable();
    Keeper unused = null;
    new BackupRoutes(unused, new BackupPaths(null)).register(routes);
    assertThat(new TreeSet<>(routes.labels()))
        .isEqualTo(OpenApiDocument.load().operations(ServedBy.KEEPER));
  }
}
