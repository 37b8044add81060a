package io.chatlog.query.http;

import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.Times;
import io.chatlog.json.JsonLeaves;
import io.chatlog.query.http.SearchInput.FaultSink;
import io.chatlog.value.Embedding;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchType;
import io.chatlog.view.SessionFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search that is asked for by a JSON body. A field that may be repeated is a string or an array.
 */
final class SearchBody {
  /** Before the way to a value of the metadata, as in the name of a parameter. */
  private static final String METADATA = "metadata.";

  private static final FieldNames NAMES =
      FieldNames.of(
              "q",
              "mode",
              "type",
              "session_id",
              "role",
              "channel",
              "source",
              "since",
              "until",
              "limit",
              "cursor",
              "offset",
              "min_score",
              "highlight",
              "tag",
              "metadata",
              "sort",
              "group_by",
              "facets",
              "embedding",
              "similarity_threshold")
          .andPrefixed(METADATA);

  private static final int VALUES_MAX = 1_000;
  private static final int VALUE_CHARS_MAX = 200;

  private final Fields fields;
  private final FaultSink faults;

  private SearchBody(Fields fields) {
    this.fields = fields;
    this.faults = fields::invalid;
  }

  /**
   * Reads a body; throws the problem that tells every fault of it.
   *
   * @param deepest the deepest hit that an offset may reach
   */
  static SearchInput read(Body body, InstantSource clock, ReadLimits limits, int deepest) {
    return new SearchBody(StrictJson.object(body, NAMES)).read(clock, limits, deepest);
  }

  private SearchInput read(InstantSource clock, ReadLimits limits, int deepest) {
    SearchMode mode = SearchInput.mode(fields.text("mode"), faults);
    Embedding embedding =
        SearchInput.embedding(fields.floats("embedding", Embedding.DIMENSIONS_MAX), faults);
    Double threshold = fields.decimal("similarity_threshold", -1, 1);
    SearchShape shape =
        SearchInput.shape(fields.text("sort"), fields.text("group_by"), strings("facets"), faults);
    Set<SearchType> types = SearchInput.types(strings("type"), faults);
    SearchInput.checkMode(mode, embedding, threshold, shape, types, faults);
    Long limit = fields.integer("limit", 1, limits.pageItemsMax());
    Long offset = fields.integer("offset", 0, SearchQuery.DEPTH_MAX - 1);
    int limitOrDefault = limit == null ? limits.searchItemsDefault() : limit.intValue();
    int offsetOrNone = offset == null ? 0 : offset.intValue();
    SearchInput.checkDepth(offsetOrNone, limitOrDefault, deepest, faults);
    if (fields.has("cursor") && fields.has("offset")) {
      fields.invalid("offset", "must not be given together with cursor");
    }
    Double minScore = fields.decimal("min_score", 0, 1);
    boolean speaks = mode != SearchMode.SEMANTIC || !fields.has("embedding") || fields.has("q");
    String text = speaks && fields.require("q") ? fields.text("q") : null;
    Boolean highlight = fields.bool("highlight");
    SearchInput input =
        new SearchInput(
            mode,
            text == null ? "" : SearchInput.text(text, faults),
            embedding,
            threshold == null ? -1 : threshold,
            SearchInput.sessions(strings("session_id"), faults),
            SearchInput.roles(strings("role"), faults),
            Set.copyOf(strings("channel")),
            Set.copyOf(strings("source")),
            Set.copyOf(strings("tag")),
            metadata(),
            shape,
            fields.text("since"),
            fields.text("until"),
            TimeWindow.of(instant("since", clock), instant("until", clock)),
            minScore == null ? 0 : minScore.floatValue(),
            highlight == null || highlight,
            limitOrDefault,
            offsetOrNone,
            types,
            fields.text("cursor"));
    fields.faults().throwIfAny();
    return input;
  }

  /**
   * What must all be there: the values of the object {@code metadata}, nested or not, and those of
   * fields named as the parameters are, {@code "metadata.KEY": VALUE}. Values are strings, numbers
   * and truth values, or arrays of them.
   */
  private Set<SessionFilter.Metadata> metadata() {
    Set<SessionFilter.Metadata> wanted = new HashSet<>();
    String named = fields.prefixedAsJson(METADATA);
    JsonLeaves.Visitor visitor =
        (path, text, _) -> wanted.add(new SessionFilter.Metadata(path, text));
    String json = fields.object("metadata");
    for (String given : json == null ? List.of(named) : List.of(json, named)) {
      JsonLeaves.visit(given, visitor);
      if (JsonLeaves.hasEmptyValues(given)) {
        fields.invalid(
            "metadata", "must have a string, number or truth value wherever it has a key");
      }
    }
    if (wanted.size() > VALUES_MAX) {
      fields.invalid("metadata", "must have at most " + VALUES_MAX + " values");
    }
    return wanted;
  }

  private List<String> strings(String name) {
    String json = fields.json(name);
    if (json != null && json.startsWith("\"")) {
      String only = fields.string(name, 1, VALUE_CHARS_MAX);
      return only == null ? List.of() : List.of(only);
    }
    return fields.strings(name, VALUES_MAX, 1, VALUE_CHARS_MAX);
  }

  private @Nullable Instant instant(String name, InstantSource clock) {
    String text = fields.text(name);
    if (text == null) {
      return null;
    }
    Instant instant = Times.parseInstantOrAgo(text, clock);
    if (instant == null) {
      fields.invalid(name, "must be an RFC 3339 time, a date, or a duration such as P7D");
    }
    return instant;
  }
}
