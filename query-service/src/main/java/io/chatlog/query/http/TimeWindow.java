package io.chatlog.query.http;

import io.chatlog.event.EventAvro;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.view.wire.Codec;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * The times that a list or search is limited to, in microseconds since 1970 UTC. Resolved once: a
 * walk that began with {@code since=P7D} keeps the seven days of its first page, because its
 * cursors carry this.
 *
 * @param sinceMicros the first moment inside; {@link Long#MIN_VALUE} for no bound
 * @param untilMicros the first moment behind; {@link Long#MAX_VALUE} for no bound
 */
record TimeWindow(long sinceMicros, long untilMicros) {
  /** All times. */
  static final TimeWindow ALL = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

  static final Codec<TimeWindow> CODEC =
      Codec.of(
          (window, out) -> out.writeLong(window.sinceMicros()).writeLong(window.untilMicros()),
          in -> new TimeWindow(in.readLong(), in.readLong()));

  /** What {@code since} and {@code until} say. */
  static TimeWindow read(QueryParameters query, InstantSource clock) {
    return of(query.instant("since", clock), query.instant("until", clock));
  }

  static TimeWindow of(@Nullable Instant since, @Nullable Instant until) {
    return new TimeWindow(
        since == null ? Long.MIN_VALUE : ceiling(since),
        until == null ? Long.MAX_VALUE : ceiling(until));
  }

  /** Times are kept in microseconds: what lies between two of them belongs to the later one. */
  private static long ceiling(Instant instant) {
    long micros = EventAvro.micros(instant);
    return instant.getNano() % 1_000 == 0 ? micros : micros + 1;
  }
}
