package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.Parameters.Order;
import io.chatlog.value.Ids;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.view.MessageRange;
import io.chatlog.view.wire.Codec;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a list of messages is asked for.
 *
 * @param range its first page
 * @param lastOnly whether the newest ones are wanted, oldest first
 */
record MessageListParameters(MessageRange range, boolean lastOnly, Cursor<Place> cursors) {
  static final Set<String> NAMES =
      Set.of(
          "limit",
          "cursor",
          "offset",
          "order",
          "role",
          "since",
          "until",
          "after_seq",
          "before_seq",
          "around",
          "last");

  /** Behind which seq a page begins, and the times of its walk. */
  record Place(long seq, TimeWindow window) {
    static final Codec<Place> CODEC =
        Codec.of(
            (place, out) -> TimeWindow.CODEC.write(place.window(), out.writeLong(place.seq())),
            in -> new Place(in.readLong(), TimeWindow.CODEC.read(in)));
  }

  /**
   * Reads the parameters; throws the problem that tells every fault of them.
   *
   * @param query whose faults so far count, too
   * @param cursorKind the number of the walk, never used for another
   * @param of whose messages they are, and what else the walk depends on
   */
  static MessageListParameters read(
      QueryParameters query, int cursorKind, Object of, InstantSource clock, ReadLimits limits) {
    int limit = query.integer("limit", limits.pageItemsDefault(), 1, limits.pageItemsMax());
    int offset = query.integer("offset", 0, 0, MessageRange.OFFSET_MAX);
    Order order = query.oneOf("order", Order.ASC);
    Set<Role> roles = Parameters.roles(query);
    TimeWindow asked = TimeWindow.read(query, clock);
    Long after = query.integer("after_seq", 0, Long.MAX_VALUE);
    Long before = query.integer("before_seq", 1, Long.MAX_VALUE);
    MessageId around = around(query);
    int last = query.integer("last", 0, 1, limits.pageItemsMax());
    if (query.has("last")) {
      refuseTogether(query, "last", List.of("limit", "cursor", "offset", "order", "around"));
    }
    if (query.has("around")) {
      refuseTogether(query, "around", List.of("offset", "order", "after_seq", "before_seq"));
    }
    String given = Parameters.cursor(query);
    query.throwIfFaulty();

    Cursor<Place> cursors =
        new Cursor<>(
            cursorKind,
            Place.CODEC,
            of,
            order,
            new TreeSet<>(roles),
            query.string("since"),
            query.string("until"),
            after,
            before,
            around);
    Place place = given == null ? null : cursors.read(given);
    TimeWindow window = place == null ? asked : place.window();
    boolean newestFirst = last > 0 || order == Order.DESC;
    MessageRange range =
        new MessageRange(
            after == null ? 0 : after,
            before == null ? Long.MAX_VALUE : before,
            window.sinceMicros(),
            window.untilMicros(),
            roles,
            newestFirst,
            offset,
            last > 0 ? last : limit,
            place == null ? around : null);
    MessageListParameters parameters = new MessageListParameters(range, last > 0, cursors);
    return place == null
        ? parameters
        : new MessageListParameters(parameters.rest(place.seq(), 0), false, cursors);
  }

  private static @Nullable MessageId around(QueryParameters query) {
    String id = query.string("around");
    if (id == null) {
      return null;
    }
    var fault = Ids.fault(id);
    if (fault.isPresent()) {
      query.fault("around", ErrorCode.INVALID_ID, "the id " + fault.get());
      return null;
    }
    return new MessageId(id);
  }

  private static void refuseTogether(QueryParameters query, String with, List<String> names) {
    for (String name : names) {
      if (query.has(name)) {
        query.fault(name, "must not be given together with " + with);
      }
    }
  }

  /** What is left of the page when it goes on behind a seq. */
  MessageRange rest(long seq, int itemsThere) {
    return new MessageRange(
        range.newestFirst() ? range.afterSeq() : Math.max(seq, range.afterSeq()),
        range.newestFirst() ? Math.min(seq, range.beforeSeq()) : range.beforeSeq(),
        range.sinceMicros(),
        range.untilMicros(),
        range.roles(),
        range.newestFirst(),
        0,
        range.limit() - itemsThere,
        null);
  }

  /** The cursor of the next page. */
  String cursor(long next) {
    return cursors.write(new Place(next, new TimeWindow(range.sinceMicros(), range.untilMicros())));
  }
}
