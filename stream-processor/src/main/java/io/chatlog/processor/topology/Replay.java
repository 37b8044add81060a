package io.chatlog.processor.topology;

import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.Decision;
import io.chatlog.processor.fold.Fold;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.store.ChangeRows;
import io.chatlog.processor.store.Purges;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.processor.store.RowSource;
import io.chatlog.serde.UndecodableRecord;
import io.chatlog.topic.Partitions;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.wire.BrokenWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Folds the log of one partition anew, beside the state that is in use: the same decisions into
 * other rows, told to nobody. For one thread.
 *
 * <p>Records are to be given in the order of their offsets; those that are erased may be left out.
 */
public final class Replay {
  private static final Purges.Listener NOBODY =
      new Purges.Listener() {
        @Override
        public void event(UserId user, long offset, TracedEvent event, boolean creator) {}

        @Override
        public void part(UserId user, String eventId) {}

        @Override
        public void userBegan(UserRow user, TracedEvent event) {}

        @Override
        public void session(UserId user, SessionId session) {}
      };

  private final Records records;
  private final int partition;
  private final int partitions;
  private final SortedMap<Long, byte[]> standIns;
  private final Consumer<List<KeyValue<Bytes, byte[]>>> write;
  private final TaskState state;
  private final Purges purges;

  /**
   * @param rows no rows yet
   * @param write puts rows or, with a null value, takes them away
   * @param standIns what stands in for erased events, by offset; taken from
   */
  public Replay(
      RowSource rows,
      Consumer<List<KeyValue<Bytes, byte[]>>> write,
      Records records,
      int partition,
      int partitions,
      SortedMap<Long, byte[]> standIns) {
    this.records = records;
    this.partition = partition;
    this.partitions = partitions;
    this.standIns = standIns;
    this.write = write;
    this.state = new TaskState(rows);
    this.purges = new Purges(rows, write, NOBODY);
  }

  /**
   * Folds the record at an offset.
   *
   * @param value the record's, or null for a tombstone
   */
  public void record(long offset, byte @Nullable [] value) {
    applyStandIns(offset);
    if (!standIns.isEmpty() && standIns.firstKey() == offset) {
      applyStandIns(offset + 1);
    } else if (value == null) {
      store(Fold.erased(state, offset));
    } else {
      store(step(offset, value));
    }
  }

  /** No record up to an offset is left; what is to go is gone afterwards. */
  public void end(long offset) {
    applyStandIns(offset + 1);
    if (state.partition().appliedOffset() < offset) {
      store(Fold.erased(state, offset));
    }
    purges.work(Integer.MAX_VALUE);
  }

  /**
   * Takes over when the oldest upload began: a bound, which uploads that are erased by now moved.
   */
  public void takeOldestUpload(long micros) {
    PartitionRow own = state.partition();
    PartitionRow bounded =
        new PartitionRow(own.appliedOffset(), own.users(), own.sessions(), own.messages(), micros);
    store(new Step(new Decision.Duplicate(), List.of(new Change.PutPartition(bounded))));
  }

  private void applyStandIns(long offset) {
    while (!standIns.isEmpty() && standIns.firstKey() < offset) {
      long at = standIns.firstKey();
      byte[] value = Objects.requireNonNull(standIns.remove(at));
      try {
        Event event = EventAvro.fromAvro(records.events().decode(value));
        purges.finish(event.owner());
        store(Fold.next(state, at, event));
      } catch (IOException unreachable) {
        throw new UncheckedIOException(unreachable);
      } catch (UndecodableRecord broken) {
        throw new IllegalStateException("the stand-in of offset " + at + " is broken", broken);
      }
    }
  }

  private Step step(long offset, byte[] value) {
    try {
      Event event = EventAvro.fromAvro(records.events().decode(value));
      int home = Partitions.of(event.owner(), partitions);
      if (home != partition) {
        throw new UndecodableRecord("user " + event.owner() + " belongs to partition " + home);
      }
      purges.finish(event.owner());
      return Fold.next(state, offset, event);
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (KafkaException | BrokenWire rows) {
      throw rows;
    } catch (UndecodableRecord | RuntimeException broken) {
      return Fold.skip(state, offset, EventProcessor.why(broken));
    }
  }

  private void store(Step step) {
    List<KeyValue<Bytes, byte[]>> rows = ChangeRows.of(step.changes());
    write.accept(rows);
    purges.follow(rows);
    state.follow(step);
  }
}
