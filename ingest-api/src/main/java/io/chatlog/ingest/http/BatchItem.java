package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.LogRecord;
import org.jspecify.annotations.Nullable;

/** One item of a batch, read. */
sealed interface BatchItem {
  /** It may go to the log. Of its event nothing is kept but the encoded record. */
  record Ready(Target target, LogRecord record) implements BatchItem {}

  /**
   * It may not.
   *
   * @param id the id that the client gave it, or null
   */
  record Faulty(@Nullable String id, ErrorCode code, String detail) implements BatchItem {}
}
