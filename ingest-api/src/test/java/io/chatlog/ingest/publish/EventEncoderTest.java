package io.chatlog.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.topic.Partitions;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EventEncoderTest {
  @Test
  void aRecordHasTheOwnersPartitionAUniqueKeyAndTheEvent() {
    Event event =
        new Event(
            "e1",
            new UserId("nick|\u00e4"),
            "k",
            5,
            null,
            new CreateUser("N", null, null, null, null, "{\"a\":1}", null, null));

    LogRecord record = new EventEncoder(LogDecoder.SCHEMA_ID, 12).encode(event);

    assertThat(record.partition()).isEqualTo(Partitions.of(event.owner(), 12));
    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("nick|\u00e4\u001fe1");
    assertThat(record.value()).startsWith(0, 0, 0, 0, LogDecoder.SCHEMA_ID);
    assertThat(LogDecoder.event(record)).isEqualTo(event);
    assertThat(record.bytes()).isGreaterThan(record.key().length + record.value().length);
  }
}
