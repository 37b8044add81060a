package io.chatlog.processor.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The rows of a task's store, for the thread that writes it. */
public record TaskRows(KeyValueStore<Bytes, byte[]> store) implements RowSource {
  @Override
  public byte @Nullable [] get(Bytes key) {
    return store.get(key);
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    // a store's ranges include their last key
    try (KeyValueIterator<Bytes, byte[]> rows =
        reverse ? store.reverseRange(from, end) : store.range(from, end)) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if (!row.key.equals(end) && !visitor.visit(row.key, row.value)) {
          return;
        }
      }
    }
  }
}
