package io.chatlog.query.http;

import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.SearchInput.FaultSink;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchType;
import java.time.InstantSource;
import java.util.Set;

/** A search that is asked for by query parameters. */
final class SearchParameters {
  static final Set<String> NAMES =
      Set.of(
          "q",
          "mode",
          "type",
          "session_id",
          "role",
          "channel",
          "source",
          "tag",
          "since",
          "until",
          "metadata.*",
          "limit",
          "cursor",
          "offset",
          "min_score",
          "highlight",
          "sort",
          "facets",
          "group_by",
          "similarity_threshold");

  private SearchParameters() {}

  /**
   * Reads the parameters; throws the problem that tells every fault of them.
   *
   * @param deepest the deepest hit that an offset may reach
   */
  static SearchInput read(
      QueryParameters query, InstantSource clock, ReadLimits limits, int deepest) {
    FaultSink faults = query::fault;
    SearchMode mode = SearchInput.mode(query.string("mode"), faults);
    Double threshold = query.decimal("similarity_threshold", -1, 1);
    SearchShape shape =
        SearchInput.shape(
            query.string("sort"), query.string("group_by"), query.strings("facets"), faults);
    Set<SearchType> types = SearchInput.types(query.strings("type"), faults);
    SearchInput.checkMode(mode, null, threshold, shape, types, faults);
    int limit = query.integer("limit", limits.searchItemsDefault(), 1, limits.pageItemsMax());
    int offset = query.integer("offset", 0, 0, SearchQuery.DEPTH_MAX - 1);
    SearchInput.checkDepth(offset, limit, deepest, faults);
    Double minScore = query.decimal("min_score", 0, 1);
    SearchInput input =
        new SearchInput(
            mode,
            SearchInput.text(query.string("q"), faults),
            null,
            threshold == null ? -1 : threshold,
            SearchInput.sessions(query.strings("session_id"), faults),
            SearchInput.roles(query.strings("role"), faults),
            Parameters.labels(query, "channel"),
            Parameters.labels(query, "source"),
            Parameters.labels(query, "tag"),
            Parameters.metadata(query),
            shape,
            query.string("since"),
            query.string("until"),
            TimeWindow.read(query, clock),
            minScore == null ? 0 : minScore.floatValue(),
            query.bool("highlight", true),
            limit,
            offset,
            types,
            Parameters.cursor(query));
    query.throwIfFaulty();
    return input;
  }
}
