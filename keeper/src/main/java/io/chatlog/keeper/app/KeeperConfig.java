package io.chatlog.keeper.app;

import com.typesafe.config.Config;
import io.chatlog.keeper.backup.BackupPaths;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The settings of backups, checked. Immutable.
 *
 * @param paths where backups may be
 * @param patience how long a partition or the log that does not answer is asked again
 */
public record KeeperConfig(BackupPaths paths, Duration patience) {
  private static final long PATIENCE_MS_MAX = 3_600_000;

  /**
   * Reads the settings.
   *
   * @param chatlog everything under {@code chatlog}, as {@link io.chatlog.config.Settings} gives it
   * @throws IllegalArgumentException when a value is out of bounds
   * @throws com.typesafe.config.ConfigException when a value is of a wrong type
   */
  public static KeeperConfig from(Config chatlog) {
    Config keeper = chatlog.getConfig("keeper");
    String directory = keeper.getString("backup_dir");
    long patience = keeper.getLong("patience_ms");
    if (patience < 0 || patience > PATIENCE_MS_MAX) {
      throw new IllegalArgumentException("keeper.patience_ms must be 0.." + PATIENCE_MS_MAX);
    }
    return new KeeperConfig(
        new BackupPaths(
            directory.isEmpty() ? null : Path.of(directory).toAbsolutePath().normalize()),
        Duration.ofMillis(patience));
  }
}
