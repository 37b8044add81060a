package io.chatlog.processor.topology;

import io.chatlog.processor.fold.Change;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.store.RowSource;
import io.chatlog.processor.store.TaskRows;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Rows of events that were decided and wait to be written together. Of nine rows that change with a
 * message six are those of its session, its user, its day and its partition, which the next
 * messages change again: of an event that waits only what the events behind it leave of it is
 * written, to the database, the changelog and the index.
 *
 * <p>Nobody but the task sees what waits. The watermark follows the rows, so that who reads by
 * position sees them, and until then an event is as if it were not decided. So nothing waits for
 * what is not on its way: the rows are written when {@value #EVENTS_MAX} events or {@value
 * #BYTES_MAX} bytes wait, before the task reads a range, and, by {@link
 * io.chatlog.processor.store.CommitHub}, before the thread waits for the broker or commits.
 *
 * <p>Rows wait only where the order of events is that of the last row of each key: see {@link
 * #mayWait}.
 *
 * <p>Belongs to one task and its thread.
 */
final class HeldRows implements RowSource {
  static final int EVENTS_MAX = 100;
  static final int BYTES_MAX = 1 << 20;

  private final KeyValueStore<Bytes, byte[]> store;
  private final TaskRows written;
  private final AppliedOffsets applied;
  private final int partition;
  private final int eventsMax;
  private final Map<Bytes, KeyValue<Bytes, byte[]>> waiting = new LinkedHashMap<>();
  private final List<Decided> decided = new ArrayList<>();
  private long bytes;

  /** An event whose rows wait, and whose data it changed. */
  private record Decided(long offset, @Nullable UserId owner) {}

  /**
   * @param applied moved on when rows are written
   * @param eventsMax how many events wait at most; with one, none does
   */
  HeldRows(
      KeyValueStore<Bytes, byte[]> store, AppliedOffsets applied, int partition, int eventsMax) {
    this.store = store;
    this.written = new TaskRows(store);
    this.applied = applied;
    this.partition = partition;
    this.eventsMax = eventsMax;
  }

  /**
   * Whether the rows of an event may wait. Not those of what takes something away: a document of
   * the index goes when the row goes, and one that is put again at once would not.
   */
  static boolean mayWait(List<Change> changes) {
    for (Change change : changes) {
      boolean plain =
          switch (change) {
            case Change.PutMessage(var row) -> row.message().version() == 1;
            case Change.PutUser _,
                Change.PutSession _,
                Change.ShowSession _,
                Change.PutMessageTime _,
                Change.PutUserStats _,
                Change.PutChannelSessions _,
                Change.PutBucket _,
                Change.PutUserBucket _,
                Change.PutPartition _ ->
                true;
            case Change.OfPanels _,
                Change.PutTitles _,
                Change.PutSessionVector _,
                Change.DropSessionVector _,
                Change.DropUser _,
                Change.DropSession _,
                Change.PutContext _,
                Change.DropContext _,
                Change.PutPart _,
                Change.PutChunkVector _,
                Change.PutDocument _,
                Change.DropDocument _,
                Change.DropUpload _,
                Change.DropMessage _,
                Change.PutExternalId _,
                Change.PutTrace _,
                Change.PutEmailClaim _,
                Change.DropEmailClaim _,
                Change.PutEmailVoid _,
                Change.EraseEvent _,
                Change.PutRejection _ ->
                false;
          };
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  /** Takes rows in, in place of those that wait under the same keys. */
  void hold(List<KeyValue<Bytes, byte[]>> rows) {
    for (KeyValue<Bytes, byte[]> row : rows) {
      KeyValue<Bytes, byte[]> before = waiting.remove(row.key); // so that it stands last now
      waiting.put(row.key, row);
      bytes += bytes(row) - (before == null ? 0 : bytes(before));
    }
  }

  private static long bytes(KeyValue<Bytes, byte[]> row) {
    return row.key.get().length + (row.value == null ? 0 : row.value.length);
  }

  /** Writes rows at once, behind those that wait. */
  void put(List<KeyValue<Bytes, byte[]>> rows) {
    write();
    store.putAll(rows);
  }

  /**
   * An event was decided, and its rows were given to this: it is applied as soon as they are
   * written.
   *
   * @param owner whose data it changed, or null when it changed nobody's
   */
  void decided(long offset, @Nullable UserId owner) {
    decided.add(new Decided(offset, owner));
    if (waiting.isEmpty() || decided.size() >= eventsMax || bytes >= BYTES_MAX) {
      write();
    }
  }

  /** Writes what waits. */
  void write() {
    if (!waiting.isEmpty()) {
      store.putAll(List.copyOf(waiting.values()));
      waiting.clear();
      bytes = 0;
    }
    if (!decided.isEmpty()) {
      for (Decided event : decided) {
        if (event.owner() == null) {
          applied.advance(partition, event.offset());
        } else {
          applied.advance(partition, event.offset(), event.owner());
        }
      }
      decided.clear();
    }
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    KeyValue<Bytes, byte[]> row = waiting.get(key);
    return row == null ? written.get(key) : row.value;
  }

  @Override
  public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
    write();
    written.scan(from, end, reverse, visitor);
  }
}
