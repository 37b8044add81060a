package io.chatlog.processor.search;

import io.chatlog.value.UserId;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.TagPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.DocValuesSkipper;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PointValues;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Finds sessions in one view of the index. */
final class SessionSearch {
  private static final long WIDER = 8;
  private static final long WIDTH_MAX = 1L << 58; // some thousand years in microseconds

  private final IndexReader reader;
  private final IndexSearcher searcher;

  SessionSearch(IndexReader reader) {
    this.reader = reader;
    this.searcher = new IndexSearcher(reader);
  }

  /**
   * Sessions for a page.
   *
   * @param then as of which offset they are ordered: no change up to there is missing in the view
   * @param many how many places are wanted at most
   */
  SessionFinds find(@Nullable UserId user, SessionRange range, long then, int many)
      throws IOException {
    if (lastChange(reader) <= then) {
      return new SessionFinds(
          then, places(filtered(user, range.filter()), range, many), List.of(), false);
    }
    BooleanQuery.Builder there = filtered(user, range.filter());
    SessionQueries.addOffsets(there, SessionFields.BEGAN, Long.MIN_VALUE, then);
    if (!range.sort().moves()) {
      return new SessionFinds(then, places(there, range, many), List.of(), false);
    }
    SessionQueries.addOffsets(there, SessionFields.CHANGED, Long.MIN_VALUE, then);
    BooleanQuery.Builder elsewhere = SessionQueries.of(user, range.filter());
    SessionQueries.addOffsets(elsewhere, SessionFields.BEGAN, Long.MIN_VALUE, then);
    SessionQueries.addOffsets(elsewhere, SessionFields.CHANGED, then + 1, Long.MAX_VALUE);
    List<SessionFinds.Key> moved =
        searcher.search(elsewhere.build(), new SessionKeys(SessionFinds.MOVED_MAX + 1));
    return moved.size() > SessionFinds.MOVED_MAX
        ? new SessionFinds(then, List.of(), List.of(), true)
        : new SessionFinds(then, places(there, range, many), moved, false);
  }

  private static BooleanQuery.Builder filtered(@Nullable UserId user, SessionFilter filter) {
    BooleanQuery.Builder all = SessionQueries.of(user, filter);
    SessionQueries.addTimes(all, filter);
    return all;
  }

  /** The offset of the last change of a session that a view shows; -1 when there is none. */
  static long lastChange(IndexReader reader) throws IOException {
    long last = -1;
    for (LeafReaderContext leaf : reader.leaves()) {
      DocValuesSkipper skipper = leaf.reader().getDocValuesSkipper(SessionFields.CHANGED);
      if (skipper != null) {
        last = Math.max(last, skipper.maxValue());
      }
    }
    return last;
  }

  private List<SessionPlace> places(BooleanQuery.Builder query, SessionRange range, int many)
      throws IOException {
    if (range.sort() != SessionSort.TITLE) {
      List<SessionPlace> near = nearest(query.build(), range, many);
      if (near.size() == many) {
        return near;
      }
    }
    return sorted(query.build(), range, many);
  }

  /**
   * The first places, looked for among the numbers next to where the page begins, then in wider and
   * wider bounds: sessions lie in the index nearly in the order of their activity, and a sort of
   * all that looks for the latest finds nearly every document better than those before it. Fewer
   * than are wanted when too few are found, or so many at once that a sort of all is as good.
   */
  private List<SessionPlace> nearest(Query query, SessionRange range, int many) throws IOException {
    String field = order(range).getSort()[0].getField();
    byte[] least = PointValues.getMinPackedValue(reader, field);
    byte[] most = PointValues.getMaxPackedValue(reader, field);
    if (least == null || most == null) {
      return List.of();
    }
    long low = LongPoint.decodeDimension(least, 0);
    long high = LongPoint.decodeDimension(most, 0);
    SessionRange.From from = range.from();
    long begin = from != null ? from.place().number() : range.descending() ? high : low;
    for (long width = 1; width <= high - low && width < WIDTH_MAX; width *= WIDER) {
      long first = range.descending() ? begin - width : begin;
      long last = range.descending() ? begin : begin + width;
      BooleanQuery near =
          new BooleanQuery.Builder()
              .add(query, Occur.FILTER)
              .add(LongPoint.newRangeQuery(field, first, last), Occur.FILTER)
              .build();
      if (searcher.count(near) >= many) {
        List<SessionPlace> places = sorted(near, range, many);
        if (places.size() == many) {
          return places;
        }
      }
    }
    return List.of();
  }

  private List<SessionPlace> sorted(Query query, SessionRange range, int many) throws IOException {
    SessionRange.From from = range.from();
    TopFieldCollectorManager best =
        new TopFieldCollectorManager(
            order(range),
            Math.min(many, Math.max(1, reader.maxDoc())),
            from == null ? null : behind(from.place(), range),
            many);
    List<SessionPlace> places = new ArrayList<>();
    for (ScoreDoc doc : searcher.search(query, best).scoreDocs) {
      places.add(place((FieldDoc) doc));
    }
    return places;
  }

  private static Sort order(SessionRange range) {
    boolean descending = range.descending();
    SortField first =
        switch (range.sort()) {
          case LAST_ACTIVITY -> number(SessionFields.ACTIVITY, descending);
          case CREATED_AT -> number(SessionFields.CREATED, descending);
          case MESSAGE_COUNT -> number(SessionFields.MESSAGES, descending);
          case TITLE -> new SortField(SessionFields.TITLE, SortField.Type.STRING, descending);
        };
    return new Sort(first, new SortField(SessionFields.KEY, SortField.Type.STRING, !descending));
  }

  private static SortField number(String field, boolean descending) {
    return new SortField(field, SortField.Type.LONG, descending);
  }

  private static FieldDoc behind(SessionPlace place, SessionRange range) {
    Object first =
        switch (range.sort()) {
          case LAST_ACTIVITY, CREATED_AT, MESSAGE_COUNT -> place.number();
          case TITLE -> new BytesRef(place.text());
        };
    return new FieldDoc(
        Integer.MAX_VALUE,
        0,
        new Object[] {first, SessionFields.key(place.owner(), place.session())});
  }

  private static SessionPlace place(FieldDoc doc) {
    String key = ((BytesRef) doc.fields[1]).utf8ToString();
    return doc.fields[0] instanceof Long number
        ? new SessionPlace(number, "", IndexFields.ownerOf(key), IndexFields.sessionOf(key))
        : new SessionPlace(
            0,
            ((BytesRef) doc.fields[0]).utf8ToString(),
            IndexFields.ownerOf(key),
            IndexFields.sessionOf(key));
  }

  /** How many sessions of a user that are not deleted have each tag, in the order of pages. */
  List<TagPage.Tag> tags(UserId user) throws IOException {
    Map<String, Long> sessions = new HashMap<>();
    searcher
        .search(SessionQueries.of(user, SessionFilter.LIVE).build(), new TagCounts())
        .forEach((tag, many) -> sessions.merge(tag, many, Long::sum));
    List<TagPage.Tag> tags = new ArrayList<>(sessions.size());
    sessions.forEach((tag, many) -> tags.add(new TagPage.Tag(tag, many)));
    tags.sort(TagPage.Tag.ORDER);
    return tags;
  }
}
