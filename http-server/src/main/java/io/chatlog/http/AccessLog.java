package io.chatlog.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request, as key-value pairs, to the logger {@code chatlog.access}. */
final class AccessLog {
  private static final Logger LOG = LoggerFactory.getLogger("chatlog.access");

  private AccessLog() {}

  /** The request id is in the logging context already. */
  static void log(String operation, String method, int status, long nanos, long answerBytes) {
    if (LOG.isInfoEnabled()) {
      LOG.atInfo()
          .addKeyValue("operation", operation)
          .addKeyValue("method", method)
          .addKeyValue("status", status)
          .addKeyValue("ms", nanos / 10_000 / 100.0)
          .addKeyValue("bytes", answerBytes)
          .log("request");
    }
  }
}
