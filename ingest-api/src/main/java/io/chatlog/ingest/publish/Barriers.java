package io.chatlog.ingest.publish;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.Barrier;
import io.chatlog.topic.Partitions;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Marks where partitions of the log end, by events that change nothing: a read that reflects a mark
 * sees everything of its partition that the log had acknowledged before the mark was asked for, to
 * whoever wrote it. The end that a broker tells would not do: what stands there may be the end of a
 * transaction, which is never applied. Thread-safe.
 */
public final class Barriers {
  private final EventEncoder encoder;
  private final EventLog log;
  private final Supplier<String> newIds;
  private final InstantSource clock;
  private final List<UserId> owners;

  /**
   * @param partitionCount of the log
   * @param newIds gives a UUIDv7 as text at each call
   * @param clock says when a barrier was accepted
   */
  public Barriers(
      EventEncoder encoder,
      EventLog log,
      int partitionCount,
      Supplier<String> newIds,
      InstantSource clock) {
    this.encoder = encoder;
    this.log = log;
    this.newIds = newIds;
    this.clock = clock;
    this.owners = owners(partitionCount);
  }

  /** Whether the ends are marked. */
  public sealed interface Marked {
    /** They are: a read is to reflect these positions. */
    record At(Positions positions) implements Marked {}

    /**
     * The log did not acknowledge every mark; to ask again is safe, a mark too many does nothing.
     *
     * @param code {@code log_unavailable} or {@code too_many_requests}
     */
    record Failed(ErrorCode code, String detail) implements Marked {}
  }

  /** Marks where some partitions end. Blocks as {@link EventLog#append} does. */
  public Marked mark(Collection<Integer> partitions) {
    Positions marks = Positions.NONE;
    for (Append append : log.append(events(partitions).stream().map(encoder::encode).toList())) {
      switch (append) {
        case Append.Acknowledged(Position position) -> marks = marks.with(Positions.of(position));
        case Append.NotWritten(ErrorCode code, String detail) -> {
          return new Marked.Failed(code, detail);
        }
        case Append.Unknown(String detail) -> {
          return new Marked.Failed(ErrorCode.LOG_UNAVAILABLE, detail);
        }
      }
    }
    return new Marked.At(marks);
  }

  /** A barrier of now for each partition, to be appended by the caller. */
  public List<Event> everywhere() {
    return events(IntStream.range(0, owners.size()).boxed().toList());
  }

  private List<Event> events(Collection<Integer> partitions) {
    long now = EventAvro.micros(clock.instant());
    return partitions.stream()
        .map(
            partition ->
                new Event(newIds.get(), owners.get(partition), null, now, null, new Barrier()))
        .toList();
  }

  /** An owner of barriers in each partition: about as many look-ups as partitions, few times. */
  private static List<UserId> owners(int partitionCount) {
    UserId[] owners = new UserId[partitionCount];
    int left = partitionCount;
    for (int number = 0; left > 0; number++) {
      UserId owner = OwnerIds.ofBarrier(number);
      int partition = Partitions.of(owner, partitionCount);
      if (owners[partition] == null) {
        owners[partition] = owner;
        left--;
      }
    }
    return Arrays.asList(owners);
  }
}
