package io.chatlog.query.http;

import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.Parameters.Order;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SessionRange;
import io.chatlog.view.wire.Codec;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a list of sessions is asked for.
 *
 * @param range its first page
 * @param window the times that hold for the whole walk
 * @param includeMetadata whether items bear their metadata
 */
record SessionListParameters(
    SessionRange range, TimeWindow window, boolean includeMetadata, Cursor<Place> cursors) {

  static final Set<String> NAMES =
      Set.of(
          "limit",
          "cursor",
          "offset",
          "order",
          "sort",
          "status",
          "channel",
          "source",
          "tag",
          "since",
          "until",
          "metadata.*",
          "include_metadata",
          "include_deleted");

  private static final int CURSOR_KIND = 2;
  private static final String SORT = "last_activity";

  /** Where a page begins, and the times of its walk. */
  record Place(SessionRange.From from, TimeWindow window) {
    static final Codec<Place> CODEC =
        Codec.of(
            (place, out) -> {
              out.writeLong(place.from().asOfOffset())
                  .writeLong(place.from().lastActivityMicros())
                  .writeString(place.from().session().value());
              TimeWindow.CODEC.write(place.window(), out);
            },
            in ->
                new Place(
                    new SessionRange.From(
                        in.readLong(), in.readLong(), new SessionId(in.readString())),
                    TimeWindow.CODEC.read(in)));
  }

  /** Reads the parameters; throws the problem that tells every fault of them. */
  static SessionListParameters read(
      QueryParameters query, UserId user, InstantSource clock, ReadLimits limits) {
    int limit = query.integer("limit", limits.pageItemsDefault(), 1, limits.pageItemsMax());
    int offset = query.integer("offset", 0, 0, SessionRange.OFFSET_MAX);
    Order order = query.oneOf("order", Order.DESC);
    String sort = query.string("sort");
    if (sort != null && !sort.equals(SORT)) {
      query.fault("sort", "must be " + SORT + ": sessions are listed in no other order");
    }
    Parameters.refuseMetadata(query);
    boolean includeMetadata = query.bool("include_metadata", true);
    boolean includeDeleted = query.bool("include_deleted", false);
    Set<SessionStatus> statuses = statuses(Parameters.statuses(query), includeDeleted);
    Set<String> channels = Parameters.labels(query, "channel");
    Set<String> sources = Parameters.labels(query, "source");
    Set<String> tags = Parameters.labels(query, "tag");
    TimeWindow asked = TimeWindow.read(query, clock);
    String given = Parameters.cursor(query);
    query.throwIfFaulty();

    Cursor<Place> cursors =
        new Cursor<>(
            CURSOR_KIND,
            Place.CODEC,
            user,
            order,
            new TreeSet<>(statuses),
            new TreeSet<>(channels),
            new TreeSet<>(sources),
            new TreeSet<>(tags),
            query.string("since"),
            query.string("until"));
    Place place = given == null ? null : cursors.read(given);
    TimeWindow window = place == null ? asked : place.window();
    SessionRange range =
        new SessionRange(
            place == null ? null : place.from(),
            order == Order.DESC,
            offset,
            limit,
            statuses,
            channels,
            sources,
            tags,
            window.sinceMicros(),
            window.untilMicros());
    return new SessionListParameters(range, window, includeMetadata, cursors);
  }

  private static Set<SessionStatus> statuses(Set<SessionStatus> named, boolean includeDeleted) {
    if (!includeDeleted) {
      return named; // none named: all but deleted ones
    }
    Set<SessionStatus> all =
        named.isEmpty() ? EnumSet.allOf(SessionStatus.class) : EnumSet.copyOf(named);
    all.add(SessionStatus.DELETED);
    return all;
  }

  /** What is left of the page when it goes on elsewhere. */
  SessionRange rest(SessionRange.From from, int itemsThere) {
    return new SessionRange(
        from,
        range.newestFirst(),
        0,
        range.limit() - itemsThere,
        range.statuses(),
        range.channels(),
        range.sources(),
        range.tags(),
        range.sinceMicros(),
        range.untilMicros());
  }

  /** The cursor of the next page. */
  String cursor(SessionRange.From next) {
    return cursors.write(new Place(next, window));
  }
}
