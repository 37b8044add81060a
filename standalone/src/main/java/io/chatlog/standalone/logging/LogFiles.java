package io.chatlog.standalone.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Sends log lines to a file, as JSON, one object a line; warnings of ours and errors of anybody go
 * to standard error as well. The file rolls at 16 MiB and eight of them are kept.
 *
 * <p>Somebody who sets {@code -Dlogback.configurationFile} has their own way and is left alone.
 */
public final class LogFiles {
  private static final String CONFIGURATION = "/chatlog-logging.xml";
  private static final String FILE_PROPERTY = "chatlog.log.file";

  private LogFiles() {}

  /**
   * Leads what libraries log by {@code java.util.logging} to the same place as everything else,
   * instead of to the console. To be called once, before anything is logged.
   */
  public static void gather() {
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }

  /**
   * From now on, and until the process ends, log lines go to the file.
   *
   * @param file to append to; its directory is made
   */
  public static void open(Path file) {
    if (System.getProperty("logback.configurationFile") != null) {
      return;
    }
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // another binding was put on the class path, it has its own configuration
    }
    URL configuration = Objects.requireNonNull(LogFiles.class.getResource(CONFIGURATION));
    context.reset();
    context.putProperty(FILE_PROPERTY, file.toAbsolutePath().toString());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(configuration);
    } catch (JoranException e) {
      throw new IllegalStateException("the logging configuration of this jar is broken", e);
    }
  }
}
