package io.chatlog.query.http;

import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.Parameters.Order;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.wire.Codec;
import io.chatlog.view.wire.SessionListCodecs;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
          "external_id",
          "metadata.*",
          "include_metadata",
          "include_deleted");

  /** How deep an offset over all users may reach: what is passed over is merged page by page. */
  static final int OFFSET_OF_ALL_MAX = 10_000;

  private static final int CURSOR_KIND_USER = 12;
  private static final int CURSOR_KIND_ALL = 13;

  /** Where a page begins, and the times of its walk. */
  record Place(SessionRange.From from, TimeWindow window) {
    static final Codec<Place> CODEC =
        Codec.of(
            (place, out) -> {
              SessionListCodecs.FROM.write(place.from(), out);
              TimeWindow.CODEC.write(place.window(), out);
            },
            in -> new Place(SessionListCodecs.FROM.read(in), TimeWindow.CODEC.read(in)));
  }

  /**
   * Reads the parameters; throws the problem that tells every fault of them.
   *
   * @param user whose sessions; null for those of all users
   */
  static SessionListParameters read(
      QueryParameters query, @Nullable UserId user, InstantSource clock, ReadLimits limits) {
    int limit = query.integer("limit", limits.pageItemsDefault(), 1, limits.pageItemsMax());
    int offset =
        query.integer("offset", 0, 0, user == null ? OFFSET_OF_ALL_MAX : SessionRange.OFFSET_MAX);
    SessionSort sort = query.oneOf("sort", SessionSort.LAST_ACTIVITY);
    Order order = query.oneOf("order", sort == SessionSort.TITLE ? Order.ASC : Order.DESC);
    boolean includeMetadata = query.bool("include_metadata", true);
    boolean includeDeleted = query.bool("include_deleted", false);
    Set<SessionStatus> statuses = statuses(Parameters.statuses(query), includeDeleted);
    Set<String> channels = Parameters.labels(query, "channel");
    Set<String> sources = Parameters.labels(query, "source");
    Set<String> tags = Parameters.labels(query, "tag");
    Set<String> externalIds = Parameters.labels(query, "external_id");
    Set<SessionFilter.Metadata> metadata = Parameters.metadata(query);
    TimeWindow asked = TimeWindow.read(query, clock);
    String given = Parameters.cursor(query);
    query.throwIfFaulty();

    Cursor<Place> cursors =
        new Cursor<>(
            user == null ? CURSOR_KIND_ALL : CURSOR_KIND_USER,
            Place.CODEC,
            user,
            sort,
            order,
            new TreeSet<>(statuses),
            new TreeSet<>(channels),
            new TreeSet<>(sources),
            new TreeSet<>(tags),
            new TreeSet<>(externalIds),
            Parameters.joined(metadata),
            query.string("since"),
            query.string("until"));
    Place place = given == null ? null : cursors.read(given);
    TimeWindow window = place == null ? asked : place.window();
    SessionFilter filter =
        new SessionFilter(
            statuses,
            channels,
            sources,
            tags,
            metadata,
            externalIds,
            window.sinceMicros(),
            window.untilMicros());
    SessionRange range =
        new SessionRange(
            place == null ? null : place.from(), sort, order == Order.DESC, offset, limit, filter);
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

  /** The cursor of the next page. */
  String cursor(SessionRange.From next) {
    return cursors.write(new Place(next, window));
  }
}
