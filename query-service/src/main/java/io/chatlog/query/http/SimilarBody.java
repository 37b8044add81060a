package io.chatlog.query.http;

import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.StrictJson;
import io.chatlog.query.http.SearchInput.FaultSink;
import io.chatlog.value.Embedding;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A search for what is like a text or a vector, by the few fields that it takes. */
final class SimilarBody {
  private static final FieldNames NAMES =
      FieldNames.of(
          "query", "embedding", "similarity_threshold", "limit", "session_id", "type", "cursor");

  private static final double THRESHOLD_DEFAULT = 0.7;
  private static final int LIMIT_DEFAULT = 50;
  private static final int TYPE_CHARS_MAX = 50;

  private SimilarBody() {}

  /** Reads a body; throws the problem that tells every fault of it. */
  static SearchInput read(Body body, ReadLimits limits) {
    Fields fields = StrictJson.object(body, NAMES);
    FaultSink faults = fields::invalid;
    Embedding embedding =
        SearchInput.embedding(fields.floats("embedding", Embedding.DIMENSIONS_MAX), faults);
    String text = "";
    if (fields.has("query") && fields.has("embedding")) {
      fields.invalid("query", "must not be given together with embedding");
    } else if (!fields.has("embedding") && fields.require("query")) {
      text = text(fields.text("query"), fields);
    }
    Double threshold = fields.decimal("similarity_threshold", -1, 1);
    Long limit = fields.integer("limit", 1, limits.pageItemsMax());
    String session = fields.text("session_id");
    SearchInput input =
        new SearchInput(
            SearchMode.SEMANTIC,
            text,
            embedding,
            threshold == null ? THRESHOLD_DEFAULT : threshold,
            SearchInput.sessions(session == null ? List.of() : List.of(session), faults),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            SearchShape.PLAIN,
            null,
            null,
            TimeWindow.ALL,
            0,
            false,
            limit == null ? Math.min(LIMIT_DEFAULT, limits.pageItemsMax()) : limit.intValue(),
            0,
            SearchInput.types(types(fields), faults),
            fields.text("cursor"));
    fields.faults().throwIfAny();
    return input;
  }

  /** One type, also several with commas between them, or an array. */
  private static List<String> types(Fields fields) {
    String json = fields.json("type");
    if (json != null && json.startsWith("\"")) {
      String only = fields.text("type");
      return only == null ? List.of() : List.of(only);
    }
    return fields.strings("type", SearchType.count(), 1, TYPE_CHARS_MAX);
  }

  private static String text(@Nullable String text, Fields fields) {
    if (text == null || text.isBlank()) {
      fields.invalid("query", "must not be blank");
      return "";
    }
    if (!SearchInput.isShortEnough(text)) {
      fields.invalid("query", "must have at most " + SearchQuery.TEXT_CHARS_MAX + " characters");
      return "";
    }
    return text;
  }
}
