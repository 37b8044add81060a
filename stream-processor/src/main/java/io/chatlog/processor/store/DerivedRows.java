package io.chatlog.processor.store;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Rows that follow from others, and are not in the changelog: the place of a session by activity
 * follows from the session's row, the places of a message by id and by offset from the message's.
 * They are four of the nine rows that change with a message.
 *
 * <p>Deletions of a message's places are in the changelog, since its row that would tell them may
 * be compacted away. Changelogs of earlier versions hold all rows: places by activity in them are
 * passed over, since what later took them away is not told any more.
 */
final class DerivedRows {
  private DerivedRows() {}

  /** Whether a row need not be in the changelog. */
  static boolean isDerived(byte[] key, byte @Nullable [] value) {
    return switch (key[0]) {
      case Keys.ACTIVITY -> true;
      case Keys.MESSAGE_SEQ -> value != null;
      case Keys.MESSAGE_OFFSET ->
          value != null && RowCodecs.MESSAGE_PLACE.decode(value).shown() == null;
      default -> false;
    };
  }

  /**
   * Records of a changelog with all that follows from them.
   *
   * @param records those of the changelog, and beside each those of the rows that follow from it
   * @param remade the keys of sessions that took the place of another of the same id: that it was
   *     gone in between a changelog need not tell
   */
  record Completed(List<ConsumerRecord<byte[], byte[]>> records, Set<Bytes> remade) {}

  /**
   * Records of the changelog, and what follows from them.
   *
   * <p>Costs a look-up for each session and one, nearly always in vain, for each message.
   *
   * @param stored the rows before these records
   */
  static Completed complete(Collection<ConsumerRecord<byte[], byte[]>> records, RowSource stored) {
    Completion completion = new Completion(stored, records.size());
    records.forEach(completion::add);
    return new Completed(completion.all, completion.remade);
  }

  private static final class Completion {
    private final RowSource stored;
    private final List<ConsumerRecord<byte[], byte[]>> all;
    private final Set<Bytes> remade = new HashSet<>();

    /** What was written by these records, where somebody asks for it again. */
    private final Map<Bytes, byte @Nullable []> written = new HashMap<>();

    Completion(RowSource stored, int records) {
      this.stored = stored;
      this.all = new ArrayList<>(records * 3);
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
      switch (record.key()[0]) {
        case Keys.ACTIVITY -> {}
        case Keys.SESSION -> session(record);
        case Keys.MESSAGE -> message(record);
        case Keys.MESSAGE_OFFSET -> {
          all.add(record);
          written.put(Bytes.wrap(record.key()), record.value());
        }
        default -> all.add(record);
      }
    }

    private void session(ConsumerRecord<byte[], byte[]> record) {
      Bytes key = Bytes.wrap(record.key());
      SessionRow before = session(now(key));
      if (before != null) {
        put(record, KeyValue.pair(ChangeRows.activity(before).key, null));
      }
      all.add(record);
      written.put(key, record.value());
      SessionRow row = session(record.value());
      if (row != null) {
        put(record, ChangeRows.activity(row));
        if (before != null && before.createdOffset() != row.createdOffset()) {
          remade.add(key);
        }
      }
    }

    private static @Nullable SessionRow session(byte @Nullable [] value) {
      return value == null ? null : RowCodecs.SESSION.decode(value);
    }

    private void message(ConsumerRecord<byte[], byte[]> record) {
      all.add(record);
      if (record.value() != null) {
        MessageRow row = RowCodecs.MESSAGE.decode(record.value());
        put(record, ChangeRows.messageSeq(row));
        KeyValue<Bytes, byte[]> place = ChangeRows.messageOffset(row);
        // one that says more may stand before a message that was written again since
        if (now(place.key) == null) {
          put(record, place);
          written.put(place.key, place.value);
        }
      }
    }

    private byte @Nullable [] now(Bytes key) {
      return written.containsKey(key) ? written.get(key) : stored.get(key);
    }

    private void put(ConsumerRecord<byte[], byte[]> of, KeyValue<Bytes, byte @Nullable []> row) {
      all.add(
          new ConsumerRecord<>(of.topic(), of.partition(), of.offset(), row.key.get(), row.value));
    }
  }
}
