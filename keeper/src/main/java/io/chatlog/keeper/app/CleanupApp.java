package io.chatlog.keeper.app;

import io.chatlog.http.Routes;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.keeper.cleanup.Cleanup;
import io.chatlog.keeper.http.CleanupRoutes;
import io.chatlog.view.Reads;
import java.time.Duration;

/** Cleanups, whose route is served with those that read. */
public final class CleanupApp {
  private static final Duration WORK_MAX = Duration.ofSeconds(60);

  private CleanupApp() {}

  /**
   * The route.
   *
   * @param ports how events are written
   */
  public static Routes routes(Reads reads, WritePorts ports) {
    return new CleanupRoutes(new Cleanup(reads, ports, WORK_MAX, System::nanoTime), ports.clock());
  }
}
