package io.chatlog.processor.store;

import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Rows of a RocksDB database, read past Streams. As thread-safe as the options allow. */
record DatabaseRows(RocksDB database, ReadOptions options) implements RowSource {
  @Override
  public byte @Nullable [] get(Bytes key) {
    try {
      return database.get(options, key.get());
    } catch (RocksDBException broken) {
      throw new ProcessorStateException("rows cannot be read", broken);
    }
  }

  /** Looks keys up together, for two thirds of what they cost one by one. */
  @Override
  public List<byte @Nullable []> getAll(List<Bytes> keys) {
    try {
      return database.multiGetAsList(options, keys.stream().map(Bytes::get).toList());
    } catch (RocksDBException broken) {
      throw new ProcessorStateException("rows cannot be read", broken);
    }
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    if (from.compareTo(end) >= 0) {
      return;
    }
    try (RocksIterator rows = database.newIterator(options)) {
      begin(rows, from, end, reverse);
      while (rows.isValid()) {
        Bytes key = Bytes.wrap(rows.key());
        boolean outside = reverse ? key.compareTo(from) < 0 : key.compareTo(end) >= 0;
        if (outside || !visitor.visit(key, rows.value())) {
          return;
        }
        if (reverse) {
          rows.prev();
        } else {
          rows.next();
        }
      }
      rows.status();
    } catch (RocksDBException broken) {
      throw new ProcessorStateException("rows cannot be read", broken);
    }
  }

  private static void begin(RocksIterator rows, Bytes from, Bytes end, boolean reverse) {
    if (!reverse) {
      rows.seek(from.get());
      return;
    }
    rows.seekForPrev(end.get());
    if (rows.isValid() && Bytes.wrap(rows.key()).equals(end)) {
      rows.prev();
    }
  }
}
