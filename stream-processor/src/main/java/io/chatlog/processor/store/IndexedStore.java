package io.chatlog.processor.store;

import io.chatlog.processor.search.DurableIndex;
import io.chatlog.processor.search.IndexExpectation;
import io.chatlog.processor.search.PartitionIndexes;
import io.chatlog.processor.store.IndexedRows.SessionChange;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.ProcessorStateManager;
import org.apache.kafka.streams.processor.internals.RecordBatchingStateRestoreCallback;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The state of one partition: Streams' own RocksDB store, and a search index of its messages and
 * sessions. Both follow one changelog, each from its own offset.
 *
 * <p><b>Two floors.</b> Each engine remembers the changelog offset that it reflects on disk. When
 * they differ, the changelog is read from the lower one, and a record goes to an engine only if it
 * is behind that engine's floor. An index that is missing, or was made of something else, is built
 * from the beginning of the changelog while RocksDB stays as it is: in the background, with
 * progress that counts as restoring, rather than by a scan of the rows on the stream thread, which
 * would have to answer the group in time.
 *
 * <p><b>Crashes.</b> Under exactly-once Streams deletes a store that was not closed well and reads
 * the changelog from its beginning, since rows may be in it that were never committed. Rows that
 * say of themselves that there are none are opened all the same, and the changelog is read on from
 * where they stand: see {@link SettledRows}. The index is kept elsewhere, and knows by itself: see
 * {@link DurableIndex}.
 *
 * <p>Streams opens, closes and opens again one and the same object; what belongs to one opening is
 * in {@link Opening}. Written by one thread at a time; {@link OpenPartition} queries come from any.
 */
final class IndexedStore implements KeyValueStore<Bytes, byte[]> {
  /**
   * How a store says that it has data but no offset: to be restored from the beginning, unwiped.
   */
  private static final long OFFSET_UNKNOWN = -4L;

  private final CompactableStore rows;
  private final PartitionIndexes indexes;
  private final CommitHub hub;
  private final InstantSource clock;
  private volatile @Nullable Opening opening;

  IndexedStore(
      CompactableStore rows, PartitionIndexes indexes, CommitHub hub, InstantSource clock) {
    this.rows = rows;
    this.indexes = indexes;
    this.hub = hub;
    this.clock = clock;
  }

  /**
   * What belongs to the time between init and close.
   *
   * @param rowsFloor the changelog offset that RocksDB reflected when it was opened
   */
  private record Opening(
      TopicPartition changelog,
      @Nullable Long rowsFloor,
      SettledRows settled,
      DurableIndex index,
      IndexedRows indexed,
      StoreHandle handle)
      implements CommitHub.Committed {
    @Override
    public void committed(long offset) {
      settled.committed(offset);
      index.committed(offset);
    }

    @Override
    public void aborted() {
      settled.aborted();
    }
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    TopicPartition changelog =
        new TopicPartition(
            ProcessorStateManager.storeChangelogTopic(context.applicationId(), name(), null),
            context.taskId().partition());
    // may throw: nothing of ours must be open then
    LeftRows.open(rows, changelog, context, root, this::tap, hub.changelogs(), clock);
    if (TaskContexts.isGlance(context)) {
      return;
    }
    Long floor = known(rows.committedOffset(changelog));
    RowsMark left = rows.mark();
    SettledRows settled =
        new SettledRows(
            rows, floor, left == null ? clock.millis() : left.asOfMillis(), hub.tells(), clock);
    DurableIndex index =
        indexes.open(
            name(),
            changelog.partition(),
            new IndexExpectation(
                hub.changelogs().identity(changelog.topic()),
                // beside intact rows an index has seen what they have seen, however long ago
                floor == null || (left != null && left.stage() != RowsMark.Stage.CLOSED)
                    ? RowsMark.deletionsKeptSince(clock.instant()).toEpochMilli()
                    : Long.MIN_VALUE),
            settled,
            () -> StoreHandle.closed(context));
    Opening now =
        new Opening(
            changelog,
            floor,
            settled,
            index,
            new IndexedRows(index.index(), new TaskRows(rows)),
            new StoreHandle(rows, index, context));
    hub.register(changelog, now);
    opening = now;
  }

  private static @Nullable Long known(@Nullable Long offset) {
    return offset == null || offset < 0 ? null : offset;
  }

  @Override
  public void close() {
    Opening closing = opening;
    opening = null;
    try {
      if (closing != null) {
        closing.handle().shut();
        closing.settled().end();
        hub.unregister(closing.changelog(), closing);
        indexes.close(closing.index());
      }
    } finally {
      rows.close();
    }
  }

  // offsets

  @Override
  @SuppressWarnings("deprecation") // until it is the only way, stores must say that they do
  public boolean managesOffsets() {
    return true;
  }

  @Override
  public @Nullable Long committedOffset(TopicPartition changelog) {
    Long floor = rows.committedOffset(changelog);
    Opening now = opening;
    if (now == null || floor == null || floor < 0) {
      return floor;
    }
    OptionalLong indexFloor = now.index().floor();
    return indexFloor.isPresent() ? Math.min(floor, indexFloor.getAsLong()) : OFFSET_UNKNOWN;
  }

  @Override
  public void commit(Map<TopicPartition, Long> offsets) {
    Opening now = opening;
    if (offsets.isEmpty() && now != null) {
      // Streams found the changelog and the store to disagree, and will empty the store
      now.index().clear();
      now.settled().clear();
    }
    Long offset = now == null ? null : offsets.get(now.changelog());
    Long floor = now == null ? null : now.rowsFloor();
    // while only the index is being restored, RocksDB stands further than the changelog is read
    rows.commit(
        now != null && offset != null && floor != null && floor > offset
            ? Map.of(now.changelog(), floor)
            : offsets);
  }

  // restore and stand-by

  private StateRestoreCallback tap(StateRestoreCallback registered) {
    return (RecordBatchingStateRestoreCallback) this::restore;
  }

  private void restore(Collection<ConsumerRecord<byte[], byte[]>> records) {
    Opening now = opened();
    ConsumerRecord<byte[], byte[]> last = null;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      last = record;
    }
    if (last == null) {
      return;
    }
    Collection<ConsumerRecord<byte[], byte[]>> missing = behind(records, now.rowsFloor());
    DerivedRows.Completed completed = DerivedRows.complete(missing, new TaskRows(rows));
    if (!missing.isEmpty()) {
      rows.restore(completed.records(), now.settled().restored(last.offset(), last.timestamp()));
    }
    now.indexed().restored(records, now.index().floor(), completed.remade());
    now.index().restored(last.offset(), last.timestamp());
  }

  private static Collection<ConsumerRecord<byte[], byte[]>> behind(
      Collection<ConsumerRecord<byte[], byte[]>> records, @Nullable Long floor) {
    if (floor == null) {
      return records;
    }
    List<ConsumerRecord<byte[], byte[]>> behind = new ArrayList<>(records.size());
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (record.offset() > floor) {
        behind.add(record);
      }
    }
    return behind;
  }

  // writes

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    IndexedRows indexed = changing().indexed();
    IndexedRows.Coming coming = indexed.coming(entries);
    rows.putAll(entries);
    indexed.written(coming);
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    IndexedRows indexed = changing().indexed();
    SessionChange changed = indexed.sessionChange(key, value);
    rows.put(key, value);
    indexed.written(key.get(), value);
    if (changed != null) {
      indexed.session(changed);
    }
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    byte[] present = rows.get(key);
    if (present == null && value != null) {
      put(key, value);
    }
    return present;
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    byte[] present = rows.get(key);
    put(key, null);
    return present;
  }

  /** Rows will be changed by their owner. */
  private Opening changing() {
    Opening now = opened();
    now.settled().changing();
    return now;
  }

  private Opening opened() {
    Opening now = opening;
    if (now == null) {
      throw new InvalidStateStoreException("store " + name() + " is closed");
    }
    return now;
  }

  // reads of the owner's thread

  @Override
  public byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return rows.range(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return rows.reverseRange(from, to);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return rows.all();
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return rows.reverseAll();
  }

  @Override
  public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(
      P prefix, S serializer) {
    return rows.prefixScan(prefix, serializer);
  }

  @Override
  public long approximateNumEntries() {
    return rows.approximateNumEntries();
  }

  @Override
  public String name() {
    return rows.name();
  }

  @Override
  public boolean persistent() {
    return true;
  }

  @Override
  public boolean isOpen() {
    return rows.isOpen();
  }

  @Override
  public Position getPosition() {
    return rows.getPosition();
  }

  @Override
  @SuppressWarnings("unchecked") // the query names the type of its result
  public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
    return query instanceof OpenPartition
        ? (QueryResult<R>) QueryResult.forResult(opened().handle())
        : rows.query(query, bound, config);
  }
}
