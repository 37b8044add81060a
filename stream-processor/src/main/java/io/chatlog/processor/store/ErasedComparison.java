package io.chatlog.processor.store;

import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Compares the rows that a replay of what is left of a log does not give again byte by byte where
 * something was erased, as far as they must agree:
 *
 * <ul>
 *   <li>traces: every event that has one has one in the replay, of the same user and the same event
 *       id, and the other way round. What it is about may differ: a stand-in says less.
 *   <li>refusals: every one in use is in the replay. One that is only in the replay is right where
 *       a trace in use tells that the event was accepted: what it had deleted is erased, so the
 *       replay finds nothing to delete.
 *   <li>void claims of e-mail addresses: every one in the replay is in use. Those in use stay
 *       though the events that made them are erased at once, so there may be more.
 *   <li>that a session of an id was deleted: not at all. The events that tell of it are erased, and
 *       a state that an older version kept does not say it.
 * </ul>
 */
public final class ErasedComparison {
  private final RowSource replayed;
  private final RowSource now;
  private final Runnable tick;
  private @Nullable RowDifference first;

  /**
   * @param tick told of each row that was looked at; may throw to end the comparison
   */
  public ErasedComparison(RowSource replayed, RowSource now, Runnable tick) {
    this.replayed = replayed;
    this.now = now;
    this.tick = tick;
  }

  /** Whether rows of a kind are to be compared so where something was erased. */
  public static boolean isFor(byte kind) {
    return kind == Keys.TRACE
        || kind == Keys.REJECTION
        || kind == Keys.EMAIL_VOID
        || kind == Keys.ENDED;
  }

  /**
   * The first difference.
   *
   * @param expected no rows yet
   * @param found no rows yet
   */
  public Optional<RowDifference> run(ScratchRows expected, ScratchRows found) {
    each(replayed, Keys.TRACE, (key, value) -> expected.put(anyAbout(key), anyState(value)));
    each(now, Keys.TRACE, (key, value) -> found.put(anyAbout(key), anyState(value)));
    first = new RowComparison(expected, found, tick).ofKind(Keys.TRACE).orElse(null);
    each(now, Keys.REJECTION, (key, value) -> same(key, replayed.get(key), value));
    each(replayed, Keys.REJECTION, this::refused);
    each(replayed, Keys.EMAIL_VOID, (key, value) -> same(key, value, now.get(key)));
    return Optional.ofNullable(first);
  }

  private interface Visitor {
    void visit(Bytes key, byte[] value);
  }

  private void each(RowSource rows, byte kind, Visitor visitor) {
    if (first == null) {
      rows.scan(
          Keys.first(kind),
          Keys.first((byte) (kind + 1)),
          false,
          (key, value) -> {
            tick.run();
            visitor.visit(key, value);
            return first == null;
          });
    }
  }

  /** A trace's key as if it were about the user only. */
  private static Bytes anyAbout(Bytes key) {
    byte[] bytes = key.get();
    int end = 1;
    while (bytes[end] != 0) {
      end++;
    }
    UserId user = new UserId(new String(bytes, 1, end - 1, StandardCharsets.UTF_8));
    return Keys.trace(user, null, null, Keys.traceOffset(key));
  }

  /** A trace as if nothing had become of its event. */
  private static byte[] anyState(byte[] value) {
    return RowCodecs.TRACE.encode(TracedEvent.accepted(RowCodecs.TRACE.decode(value).eventId()));
  }

  private void same(Bytes key, byte @Nullable [] expected, byte @Nullable [] found) {
    first = RowDifference.of(key, expected, found).orElse(null);
  }

  private void refused(Bytes key, byte[] value) {
    if (now.get(key) == null && !isAccepted(key, RowCodecs.REJECTION.decode(value))) {
      first = RowDifference.of(key, value, null).orElse(null);
    }
  }

  private boolean isAccepted(Bytes key, RejectionRow refusal) {
    UserId owner = refusal.owner();
    byte[] trace =
        owner == null ? null : now.get(Keys.trace(owner, null, null, Keys.numberOf(key)));
    return trace != null && !RowCodecs.TRACE.decode(trace).isRejected();
  }
}
