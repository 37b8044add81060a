package io.chatlog.processor;

import io.chatlog.event.Event;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.Fold;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.processor.store.ChangeRows;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.store.Purges;
import io.chatlog.processor.store.ReindexListener;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.processor.store.RowSnapshot;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.StoreFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;

/** A partition in a map: real rows in their real bytes and a real index, without Kafka. */
public final class MapPartition implements PartitionHandle {
  private final SearchIndex index = SearchIndex.inMemory(0);
  private final NavigableMap<Bytes, byte[]> rows = new ConcurrentSkipListMap<>();
  private long nextOffset;

  /** Told of what goes; does nothing unless set. */
  public Purges.Listener erased =
      new Purges.Listener() {
        @Override
        public void event(UserId user, long offset, TracedEvent event, boolean creator) {}

        @Override
        public void part(UserId user, String eventId) {}

        @Override
        public void userBegan(UserRow user, TracedEvent event) {}

        @Override
        public void session(UserId user, SessionId session) {
          index.apply(user, session, null);
        }
      };

  /** Told of each row that is written; does nothing unless set. */
  public Consumer<KeyValue<Bytes, byte[]>> written = row -> {};

  /** Runs once before the next scan begins, to write in between. */
  public Runnable beforeScan = () -> {};

  /** Folds an event as the next one of the log. */
  public Step apply(Event event) {
    return apply(nextOffset, event);
  }

  /** Folds an event at an offset; later ones follow it. */
  public Step apply(long offset, Event event) {
    Step step = Fold.next(rows(), offset, event);
    write(ChangeRows.of(step.changes()));
    Purges purges = new Purges(this, this::write, erased);
    purges.work(Integer.MAX_VALUE);
    step.changes().forEach(this::index);
    nextOffset = offset + 1;
    return step;
  }

  private void write(List<KeyValue<Bytes, byte[]>> changed) {
    changed.forEach(
        row -> {
          if (row.value == null) {
            rows.remove(row.key);
          } else {
            rows.put(row.key, row.value);
          }
          written.accept(row);
        });
  }

  private void index(Change change) {
    switch (change) {
      case Change.PutMessage put -> index.apply(put.row());
      case Change.PutSession put -> {
        Session session = put.row().session();
        index.apply(session.owner(), session.id(), put.row());
      }
      case Change.PutDocument put ->
          index.apply(
              put.row(), chunk -> rows().chunk(put.row(), chunk), rows().chunkVectors(put.row()));
      case Change.PutSessionVector put -> index.apply(put.row());
      case Change.DropSessionVector drop -> index.deleteSessionVector(drop.user(), drop.session());
      case Change.PutChunkVector put -> {
        DocumentId id = put.row().document();
        DocumentRow row = id == null ? null : rows().document(put.user(), put.session(), id);
        if (row != null) {
          index.apply(row, put.chunk(), rows().chunk(row, put.chunk()), put.row().embedding());
        }
      }
      case Change.DropDocument drop -> {
        io.chatlog.view.Document gone = drop.row().document();
        index.deleteDocument(gone.owner(), gone.session(), gone.id());
      }
      case Change.DropMessage(MessageRow row) ->
          index.delete(row.message().owner(), row.message().session(), row.message().seq());
      case Change.DropSession drop -> {
        Session session = drop.row().session();
        index.deleteSession(session.owner(), session.id());
        index.apply(session.owner(), session.id(), null);
      }
      case Change.DropUser drop -> index.deleteUser(drop.row().user().id());
      default -> {}
    }
  }

  public Rows rows() {
    return new Rows(this);
  }

  /** The rows themselves, to be looked at or damaged. */
  public NavigableMap<Bytes, byte[]> raw() {
    return rows;
  }

  /** Every row, for comparison. */
  public List<String> dump() {
    List<String> lines = new ArrayList<>();
    rows.forEach((key, value) -> lines.add(key + " = " + Bytes.wrap(value)));
    return lines;
  }

  @Override
  public byte[] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    Runnable first = beforeScan;
    beforeScan = () -> {};
    first.run();
    NavigableMap<Bytes, byte[]> range = rows.subMap(from, true, end, false);
    for (Map.Entry<Bytes, byte[]> row : (reverse ? range.descendingMap() : range).entrySet()) {
      if (!visitor.visit(row.getKey(), row.getValue())) {
        return;
      }
    }
  }

  @Override
  public RowSnapshot snapshot() {
    MapPartition copy = new MapPartition();
    copy.rows.putAll(rows);
    return new RowSnapshot() {
      @Override
      public byte[] get(Bytes key) {
        return copy.get(key);
      }

      @Override
      public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
        copy.scan(from, end, reverse, visitor);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public SearchIndex index() {
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
    return rows.values().stream().mapToLong(value -> value.length).sum();
  }
}
