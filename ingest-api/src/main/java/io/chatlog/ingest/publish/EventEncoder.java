package io.chatlog.ingest.publish;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.serde.WireEncoder;
import io.chatlog.topic.Partitions;
import java.nio.charset.StandardCharsets;

/** Encodes events, once, to the bytes that go to the log. Thread-safe; does no look-up. */
public final class EventEncoder {
  private final WireEncoder<EventRecord> encoder;
  private final int partitionCount;

  /**
   * @param schemaId the id under which the registry knows the schema of events
   * @param partitionCount of the events topic, fixed for the life of the log
   */
  public EventEncoder(int schemaId, int partitionCount) {
    if (partitionCount < 1) {
      throw new IllegalArgumentException("a topic has partitions: " + partitionCount);
    }
    this.encoder = new WireEncoder<>(schemaId, EventRecord.class);
    this.partitionCount = partitionCount;
  }

  /** The record of an event: its partition by its owner, its key unique. */
  public LogRecord encode(Event event) {
    return new LogRecord(
        Partitions.of(event.owner(), partitionCount),
        event.recordKey().getBytes(StandardCharsets.UTF_8),
        encoder.encode(EventAvro.toAvro(event)));
  }
}
