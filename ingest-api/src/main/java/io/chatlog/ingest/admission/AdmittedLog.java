package io.chatlog.ingest.admission;

import io.chatlog.error.ErrorCode;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import java.util.Collections;
import java.util.List;

/**
 * A log behind a bound of bytes in flight: a call that does not fit is refused as a whole with
 * {@code too_many_requests}, at once, before anything of it is written. The bound is smaller than
 * the producer's own buffer, so that the producer never has to wait for memory.
 */
public final class AdmittedLog implements EventLog {
  private final EventLog log;
  private final InflightBytes inflight;

  /**
   * @param log where admitted calls go; closed with this one
   */
  public AdmittedLog(EventLog log, InflightBytes inflight) {
    this.log = log;
    this.inflight = inflight;
  }

  @Override
  public List<Append> append(List<LogRecord> records) {
    long bytes = 0;
    for (LogRecord record : records) {
      bytes += record.bytes();
    }
    if (!inflight.tryAcquire(bytes)) {
      Append refused =
          new Append.NotWritten(
              ErrorCode.TOO_MANY_REQUESTS,
              "writes in flight together exceed " + inflight.bytesMax() + " bytes");
      return Collections.nCopies(records.size(), refused);
    }
    try {
      return log.append(records);
    } finally {
      inflight.release(bytes);
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
