package io.chatlog.processor.search;

import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SessionFilter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Filters of sessions as queries without score. */
final class SessionQueries {
  private static final List<String> LIVE =
      Arrays.stream(SessionStatus.values())
          .filter(status -> status != SessionStatus.DELETED)
          .map(SessionStatus::wireName)
          .toList();

  private SessionQueries() {}

  /**
   * All that a filter asks, times aside.
   *
   * @param user only sessions of this user; null for all users
   */
  static BooleanQuery.Builder of(@Nullable UserId user, SessionFilter filter) {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    Set<SessionStatus> statuses = filter.statuses();
    // only documents of sessions have a status
    anyOf(
        all,
        SessionFields.STATUS,
        statuses.isEmpty() ? LIVE : statuses.stream().map(SessionStatus::wireName).toList());
    if (user != null) {
      each(all, SessionFields.OWNER, new BytesRef(user.value()));
    }
    anyOf(all, SessionFields.CHANNEL, filter.channels());
    anyOf(all, SessionFields.SOURCE, filter.sources());
    anyOf(all, SessionFields.EXTERNAL_ID, filter.externalIds());
    for (String tag : filter.tags()) {
      each(all, SessionFields.TAG, SessionFields.term(tag));
    }
    for (SessionFilter.Metadata value : filter.metadata()) {
      all.add(SessionFields.metadata(SessionFields.METADATA, value), Occur.FILTER);
    }
    return all;
  }

  private static void each(BooleanQuery.Builder all, String field, BytesRef term) {
    all.add(new TermQuery(new Term(field, term)), Occur.FILTER);
  }

  private static void anyOf(BooleanQuery.Builder all, String field, Collection<String> texts) {
    if (!texts.isEmpty()) {
      List<BytesRef> terms = texts.stream().map(SessionFields::term).toList();
      all.add(new TermInSetQuery(field, terms), Occur.FILTER);
    }
  }

  /** Adds what a filter asks of times. */
  static void addTimes(BooleanQuery.Builder all, SessionFilter filter) {
    if (filter.sinceMicros() != Long.MIN_VALUE || filter.untilMicros() != Long.MAX_VALUE) {
      long last =
          filter.untilMicros() == Long.MAX_VALUE
              ? Long.MAX_VALUE
              : Math.max(Long.MIN_VALUE + 1, filter.untilMicros()) - 1;
      long first = filter.sinceMicros();
      Query times =
          new IndexOrDocValuesQuery(
              LongPoint.newRangeQuery(SessionFields.ACTIVITY, first, last),
              NumericDocValuesField.newSlowRangeQuery(SessionFields.ACTIVITY, first, last));
      all.add(times, Occur.FILTER);
    }
  }

  /** Adds bounds of an offset, both inclusive. */
  static void addOffsets(BooleanQuery.Builder all, String field, long first, long last) {
    Query range = NumericDocValuesField.newSlowRangeQuery(field, first, last);
    all.add(range, Occur.FILTER);
  }
}
