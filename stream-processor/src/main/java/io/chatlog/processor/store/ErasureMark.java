package io.chatlog.processor.store;

import io.chatlog.view.wire.In;
import io.chatlog.view.wire.Out;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The row that says that something was erased which the topics may still hold.
 *
 * @param sinceMillis when something was last erased; when segments were rolled, if they were
 * @param rolled whether the segments with what was erased were rolled: the tombstones are left
 */
public record ErasureMark(long sinceMillis, boolean rolled) {
  /** The mark, or null when nothing is left to be forgotten. */
  public static @Nullable ErasureMark read(KeyValueStore<Bytes, byte[]> store) {
    byte[] row = store.get(Keys.ERASED);
    if (row == null) {
      return null;
    }
    In in = new In(row);
    return new ErasureMark(in.readLong(), in.readBoolean());
  }

  /** Puts the mark, or takes it away. */
  public static void write(KeyValueStore<Bytes, byte[]> store, @Nullable ErasureMark mark) {
    store.put(
        Keys.ERASED,
        mark == null
            ? null
            : new Out(16).writeLong(mark.sinceMillis).writeBoolean(mark.rolled).toByteArray());
  }
}
