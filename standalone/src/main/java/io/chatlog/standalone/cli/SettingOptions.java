package io.chatlog.standalone.cli;

import io.chatlog.standalone.role.SettingSources;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings beyond those that have an option of their own. */
final class SettingOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file (HOCON or JSON). CHATLOG_* variables win over it.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "One setting by its full key, such as chatlog.ingest.body_bytes_max=1048576; wins over"
              + " file and variables. Repeatable.")
  private Map<String, String> overrides = Map.of();

  SettingSources sources() {
    return new SettingSources(Optional.ofNullable(file), overrides);
  }
}
