package io.chatlog.keeper.app;

import io.chatlog.http.Routes;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.keeper.backup.Keeper;
import io.chatlog.keeper.cleanup.Cleanup;
import io.chatlog.keeper.http.BackupRoutes;
import io.chatlog.keeper.http.CleanupRoutes;
import io.chatlog.keeper.http.FileFormat;
import io.chatlog.view.Reads;
import java.time.Duration;
import java.util.Optional;

/** Backups, restores and cleanups, whose routes are served with those that read. */
public final class KeeperApp {
  private static final Duration CLEANUP_MAX = Duration.ofSeconds(60);

  private KeeperApp() {}

  /**
   * The routes.
   *
   * @param ports how events are written
   */
  public static Routes routes(KeeperConfig config, Reads reads, WritePorts ports) {
    String version =
        Optional.ofNullable(KeeperApp.class.getPackage().getImplementationVersion())
            .orElse("unpackaged");
    Keeper keeper = new Keeper(reads, ports, new FileFormat(), config.patience(), version);
    Routes backups = new BackupRoutes(keeper, config.paths());
    Routes cleanups =
        new CleanupRoutes(new Cleanup(reads, ports, CLEANUP_MAX, System::nanoTime), ports.clock());
    return routes -> {
      backups.register(routes);
      cleanups.register(routes);
    };
  }
}
