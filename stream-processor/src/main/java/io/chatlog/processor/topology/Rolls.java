package io.chatlog.processor.topology;

import io.chatlog.event.Event;
import io.chatlog.processor.store.ErasureMark;
import io.chatlog.processor.topology.SegmentTimes.Times;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Lets the topics forget although nothing more is written. A log removes what a tombstone erases
 * when it compacts the segments of both, never the one that is open, and closes that when something
 * is appended a certain time later. So after an erasure each topic gets one more record, at that
 * time: a tombstone whose key is nobody's ({@link #key}). The tombstones go by another compaction
 * some time after the first, which wants another closed segment; some keys of the changelog hold
 * what a person wrote, such as the name of a channel. So there is a second such record.
 *
 * <p>An erasure counts from when its tombstone is read from {@code chatlog.events}: by then all its
 * tombstones are in the other topics, too, because they are committed together. A row remembers it
 * across restarts, and a state that is made from the log anew meets the tombstones again. Costs one
 * row a second while something is erased, and two records per topic after that.
 *
 * <p>Belongs to one task and its thread.
 */
final class Rolls {
  private static final List<String> SINKS =
      List.of(
          Names.ERASE,
          Names.FEED,
          Names.REJECTIONS,
          Names.SESSIONS,
          Names.USER_STATS,
          Names.ERASED);

  /** How much later than written an erasure may be remembered. */
  private static final long GRAIN_MILLIS = 1_000;

  /** How long a log may take to notice that it is to be compacted, and to do it. */
  private static final long COMPACTION_MILLIS = 20_000;

  /** No offset, for who reads the part behind the last separator as one. */
  private static final String NO_OFFSET = "-1";

  private static final Pattern KEY =
      Pattern.compile(Event.KEY_SEPARATOR + "(\\d{1,9})" + Event.KEY_SEPARATOR + NO_OFFSET);

  private final ProcessorContext<byte[], byte[]> context;
  private final KeyValueStore<Bytes, byte[]> store;
  private final SegmentTimes times;
  private @Nullable ErasureMark mark;

  Rolls(
      ProcessorContext<byte[], byte[]> context,
      KeyValueStore<Bytes, byte[]> store,
      SegmentTimes times) {
    this.context = context;
    this.store = store;
    this.times = times;
    this.mark = ErasureMark.read(store);
  }

  /** The key of the record that rolls the segments of a partition. */
  static byte[] key(int partition) {
    String key =
        Event.KEY_SEPARATOR + Integer.toString(partition) + Event.KEY_SEPARATOR + NO_OFFSET;
    return key.getBytes(StandardCharsets.UTF_8);
  }

  /** The partition whose segments a record with this key rolls; empty when it is no such key. */
  static OptionalInt partition(byte[] key) {
    if (key.length == 0 || key[0] != Event.KEY_SEPARATOR) {
      return OptionalInt.empty(); // nearly all: others begin with a user
    }
    Matcher matcher = KEY.matcher(new String(key, StandardCharsets.UTF_8));
    return matcher.matches()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  /** A tombstone was read. */
  void tombstone(byte @Nullable [] key, long nowMillis) {
    if (key != null && partition(key).isPresent()) {
      return;
    }
    ErasureMark known = mark;
    if (known == null || known.rolled() || nowMillis - known.sinceMillis() >= GRAIN_MILLIS) {
      put(new ErasureMark(nowMillis, false));
    }
  }

  /** Rolls the segments when it is time; to be called now and then. */
  void work(long nowMillis) {
    ErasureMark known = mark;
    Times now = known == null ? null : times.times().orElse(null);
    if (known == null || now == null || nowMillis <= dueMillis(known, now)) {
      return;
    }
    byte[] key = key(context.taskId().partition());
    for (String sink : SINKS) {
      context.forward(new Record<>(key, null, nowMillis), sink);
    }
    // a change of the row rolls the changelog
    put(known.rolled() ? null : new ErasureMark(nowMillis, true));
  }

  private void put(@Nullable ErasureMark next) {
    mark = next;
    ErasureMark.write(store, next);
  }

  /** Later than needed by a little: for clocks that differ, and for the compaction itself. */
  private static long dueMillis(ErasureMark mark, Times times) {
    long millis =
        mark.rolled()
            ? Math.max(times.rollMillis(), times.compactMillis() + times.tombstoneMillis())
            : times.rollMillis();
    return mark.sinceMillis()
        + millis
        + millis / 16
        + (mark.rolled() ? COMPACTION_MILLIS : GRAIN_MILLIS);
  }
}
