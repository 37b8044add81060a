package io.chatlog.ingest.fake;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.serde.UndecodableRecord;
import io.chatlog.serde.WireDecoder;
import java.io.IOException;
import java.util.Optional;

/** Reads events back from the bytes that went to the log. */
public final class LogDecoder {
  /** The schema id that tests use; any other one is refused. */
  public static final int SCHEMA_ID = 7;

  private static final WireDecoder<EventRecord> DECODER =
      new WireDecoder<>(
          id ->
              id == SCHEMA_ID
                  ? Optional.of(EventRecord.getClassSchema().toString())
                  : Optional.empty(),
          EventRecord.class);

  private LogDecoder() {}

  public static Event event(LogRecord record) {
    try {
      return EventAvro.fromAvro(DECODER.decode(record.value()));
    } catch (UndecodableRecord | IOException broken) {
      throw new AssertionError(broken);
    }
  }
}
