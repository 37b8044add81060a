package io.chatlog.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * How far a process follows the settings, as it told itself.
 *
 * @param role what it is: ingest or query
 * @param process its name, by which it is told from others of its role
 * @param appliedVersion the version of settings that all its parts have applied
 * @param atMicros when it said so, by its clock
 */
public record ProcessReport(String role, String process, long appliedVersion, long atMicros) {
  private static final String ROLE = "role";
  private static final String PROCESS = "process";
  private static final String APPLIED_VERSION = "applied_version";
  private static final String AT = "at_micros";

  /** As JSON that no version of settings is taken for. */
  byte[] encode() {
    Config all =
        ConfigFactory.empty()
            .withValue(ROLE, ConfigValueFactory.fromAnyRef(role))
            .withValue(PROCESS, ConfigValueFactory.fromAnyRef(process))
            .withValue(APPLIED_VERSION, ConfigValueFactory.fromAnyRef(appliedVersion))
            .withValue(AT, ConfigValueFactory.fromAnyRef(atMicros));
    return all.root().render(ConfigRenderOptions.concise()).getBytes(StandardCharsets.UTF_8);
  }

  /** What JSON says; empty for what says nothing of the kind. */
  static Optional<ProcessReport> decode(byte[] json) {
    try {
      Config all = ConfigFactory.parseString(new String(json, StandardCharsets.UTF_8));
      return Optional.of(
          new ProcessReport(
              all.getString(ROLE),
              all.getString(PROCESS),
              all.getLong(APPLIED_VERSION),
              all.getLong(AT)));
    } catch (ConfigException foreign) {
      return Optional.empty();
    }
  }
}
