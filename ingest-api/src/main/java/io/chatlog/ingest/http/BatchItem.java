package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.LogRecord;
import org.jspecify.annotations.Nullable;

/** One item of a batch, read. */
sealed interface BatchItem {
  /** It may go to the log. Of its event nothing is kept but the encoded record. */
  record Ready(Target target, LogRecord record) implements BatchItem {}

  /**
   * A user that may go to the log once its e-mail address is reserved.
   *
   * @param create the payload of the event
   * @param email the address
   */
  record Claiming(Event event, CreateUser create, String email) implements BatchItem {}

  /**
   * It may not.
   *
   * @param id the id that the client gave it, or null
   */
  record Faulty(@Nullable String id, ErrorCode code, String detail) implements BatchItem {}
}
