package io.chatlog.ingest.publish;

import io.chatlog.ingest.fake.InMemoryEventLog;
import java.nio.charset.StandardCharsets;
import java.util.List;

class InMemoryEventLogTest extends EventLogContract {
  private final InMemoryEventLog log = new InMemoryEventLog(PARTITIONS);

  @Override
  EventLog log() {
    return log;
  }

  @Override
  List<String> keys(int partition) {
    return log.records(partition).stream()
        .map(record -> new String(record.key(), StandardCharsets.UTF_8))
        .toList();
  }
}
