package io.chatlog.standalone.app;

import com.typesafe.config.Config;
import io.chatlog.config.KafkaSettingsLog;
import io.chatlog.config.LiveSettings;
import io.chatlog.config.SettingsReporter;
import io.chatlog.ingest.app.IngestConfig;
import io.chatlog.processor.runtime.ProcessorConfig;
import io.chatlog.query.app.QueryConfig;
import io.chatlog.standalone.role.StartRefusedException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;

/**
 * What a role needs to follow settings that are changed at run time.
 *
 * @param live the settings
 * @param log to be closed with the role
 */
record SettingsAccess(LiveSettings live, KafkaSettingsLog log) {

  /**
   * Reads what was changed so far.
   *
   * @throws StartRefusedException when that cannot be read
   */
  static SettingsAccess open(LogAccess access) throws StartRefusedException {
    try {
      KafkaSettingsLog log =
          KafkaSettingsLog.open(access.settings().getString("kafka.bootstrap_servers"));
      return new SettingsAccess(
          new LiveSettings(access.settings(), log, SettingsAccess::check, InstantSource.system()),
          log);
    } catch (UncheckedIOException unreadable) {
      throw new StartRefusedException(String.valueOf(unreadable.getMessage()), unreadable);
    }
  }

  /**
   * Measures how far this process follows: {@code chatlog_config_version}, the version that it has
   * applied last.
   */
  void measure(MeterRegistry metrics) {
    Gauge.builder("chatlog.config.version", live, LiveSettings::applied)
        .description("Version of the settings that were changed at run time, applied last")
        .register(metrics);
  }

  /**
   * Tells other processes how far this one follows; to be closed before the log is.
   *
   * @param port which it listens on: with the name of the machine it tells the process
   */
  SettingsReporter report(String role, int port, String bootstrapServers) {
    return SettingsReporter.start(
        bootstrapServers, role, machine() + ":" + port, live::applied, InstantSource.system());
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  /** Whatever role this is: all of them must be able to apply a change. */
  private static void check(Config chatlog) {
    IngestConfig.from(chatlog);
    QueryConfig.from(chatlog);
    ProcessorConfig.from(chatlog);
  }
}
