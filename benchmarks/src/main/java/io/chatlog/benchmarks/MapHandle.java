package io.chatlog.benchmarks;

import io.chatlog.event.Event;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.Fold;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.search.SearchReads;
import io.chatlog.processor.store.ChangeRows;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.ReindexListener;
import io.chatlog.processor.store.RowSnapshot;
import io.chatlog.processor.store.Rows;
import io.chatlog.view.Session;
import io.chatlog.view.StoreFigures;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** A partition of rows in memory, and an index that follows them. Written by one thread. */
final class MapHandle implements PartitionHandle {
  private final NavigableMap<Bytes, byte[]> rows = new ConcurrentSkipListMap<>();
  private final SearchIndex index;
  private final boolean sessionsIndexed;
  private long offset;

  MapHandle(SearchIndex index, boolean sessionsIndexed) {
    this.index = index;
    this.sessionsIndexed = sessionsIndexed;
  }

  /** Folds, stores and indexes the next event of the log. */
  void apply(Event event) {
    Step step = Fold.next(new Rows(this), offset++, event);
    ChangeRows.of(step.changes())
        .forEach(
            row -> {
              if (row.value == null) {
                rows.remove(row.key);
              } else {
                rows.put(row.key, row.value);
              }
            });
    for (Change change : step.changes()) {
      if (change instanceof Change.PutMessage put) {
        index.apply(put.row());
      } else if (sessionsIndexed && change instanceof Change.PutSession put) {
        Session session = put.row().session();
        index.apply(session.owner(), session.id(), put.row());
      }
    }
  }

  /** How many events were applied. */
  long applied() {
    return offset;
  }

  /** Forgets the rows of messages, so that a long run does not fill the memory. */
  void forgetMessages() {
    rows.subMap(Bytes.wrap(new byte[] {'i'}), Bytes.wrap(new byte[] {'n'})).clear();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    NavigableMap<Bytes, byte[]> range = rows.subMap(from, true, end, false);
    for (Map.Entry<Bytes, byte[]> row : (reverse ? range.descendingMap() : range).entrySet()) {
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  @Override
  public RowSnapshot snapshot() {
    throw new UnsupportedOperationException("nothing is verified here");
  }

  @Override
  public SearchReads index() {
    return index;
  }

  @Override
  public StoreFigures figures() {
    throw new UnsupportedOperationException("a map is not measured");
  }

  @Override
  public void compact() {}

  @Override
  public void reindex(ReindexListener listener) {}

  @Override
  public boolean active() {
    return true;
  }

  @Override
  public long storageBytes() {
    return 0;
  }
}
