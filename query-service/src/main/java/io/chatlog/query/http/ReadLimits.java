package io.chatlog.query.http;

import io.chatlog.view.MessageRange;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SeqRange;
import io.chatlog.view.SessionRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bounds of reads.
 *
 * @param pageItemsDefault items of a page when the client does not say
 * @param pageItemsMax the most items of a page
 * @param searchItemsDefault hits of a page when the client does not say
 * @param streamPageItems messages that a stream of all messages reads at once
 * @param fillMillisMax how long a page that filters leave short is filled up before it is answered
 *     short, with a cursor
 * @param allMillisMax how long a read is worked on that cannot be answered in part
 */
public record ReadLimits(
    int pageItemsDefault,
    int pageItemsMax,
    int searchItemsDefault,
    int streamPageItems,
    int fillMillisMax,
    int allMillisMax) {

  public ReadLimits {
    require(
        pageItemsMax >= 1 && pageItemsMax <= SessionRange.LIMIT_MAX,
        "page_items_max must be 1.." + SessionRange.LIMIT_MAX);
    require(
        pageItemsDefault >= 1 && pageItemsDefault <= pageItemsMax,
        "page_items_default must be 1..page_items_max");
    require(
        searchItemsDefault >= 1 && searchItemsDefault <= pageItemsMax,
        "search_items_default must be 1..page_items_max");
    require(
        streamPageItems >= 1 && streamPageItems <= SessionRange.LIMIT_MAX,
        "stream_page_items must be 1.." + SessionRange.LIMIT_MAX);
    require(fillMillisMax >= 0, "fill_ms_max must not be negative");
    require(allMillisMax >= fillMillisMax, "all_ms_max must not be below fill_ms_max");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("chatlog.query." + otherwise);
    }
  }

  /** The bounds that clients may want to know, by name. */
  public Map<String, Object> byName() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("page_items_default", pageItemsDefault);
    named.put("page_items_max", pageItemsMax);
    named.put("search_items_default", searchItemsDefault);
    named.put("search_items_max", pageItemsMax);
    named.put("search_query_chars_max", SearchQuery.TEXT_CHARS_MAX);
    named.put("search_terms_max", SearchQuery.TERMS_MAX);
    named.put("search_depth_items_max", SearchQuery.DEPTH_MAX);
    named.put("session_offset_items_max", SessionRange.OFFSET_MAX);
    named.put("all_sessions_offset_items_max", SessionListParameters.OFFSET_OF_ALL_MAX);
    named.put("message_offset_items_max", MessageRange.OFFSET_MAX);
    named.put("user_offset_items_max", UserReadRoutes.OFFSET_MAX);
    named.put("tag_offset_items_max", TagRoutes.OFFSET_MAX);
    named.put("extract_messages_max", SaidMessages.MESSAGES_MAX);
    named.put("extract_chars_max", SaidMessages.CHARS_MAX);
    named.put("persona_offset_items_max", IdLists.OFFSET_MAX);
    named.put("panel_offset_items_max", IdLists.OFFSET_MAX);
    named.put("panel_message_offset_items_max", MessageRange.OFFSET_MAX);
    named.put("insight_offset_items_max", SeqRange.OFFSET_MAX);
    named.put("document_offset_items_max", NewestFirst.OFFSET_MAX);
    named.put("context_offset_items_max", NewestFirst.OFFSET_MAX);
    return Collections.unmodifiableMap(named);
  }
}
