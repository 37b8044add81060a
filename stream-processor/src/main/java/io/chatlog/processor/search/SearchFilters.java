package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Message;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchType;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * What may be found at all: whose messages, of which sessions, and of which kind. Said twice, to
 * the index as clauses without score, and of each row that is about to leave, because the rows are
 * the truth and the index follows them.
 */
final class SearchFilters {
  private final @Nullable UserId user;
  private final SearchFilter filter;
  private final boolean bounded;

  /**
   * @param user only messages of this user; null for all users
   */
  SearchFilters(@Nullable UserId user, SearchQuery query) {
    this.user = user;
    this.filter = query.filter();
    this.bounded = query.isBounded();
  }

  /** Whose; null for all users. */
  @Nullable UserId user() {
    return user;
  }

  /** The query of a plan, narrowed; scores stay what they were. */
  Query narrow(QueryPlan plan, CollectionSearcher searcher) throws IOException {
    return narrow(plan.query(), plan.isOwn(), searcher);
  }

  /** What is let through, without a query; null where that is all. */
  @Nullable Query alone(CollectionSearcher searcher) throws IOException {
    BooleanQuery all = narrow(new MatchAllDocsQuery(), false, searcher);
    return all.clauses().size() == 1 ? null : all;
  }

  private BooleanQuery narrow(Query scored, boolean isOwn, CollectionSearcher searcher)
      throws IOException {
    BooleanQuery.Builder narrowed = new BooleanQuery.Builder().add(scored, Occur.MUST);
    SearchView view = searcher.view();
    if (user != null && !isOwn) {
      narrowed.add(new TermQuery(SearchView.ownerTerm(user), view.owner(user)), Occur.FILTER);
    }
    for (Query one : filters()) {
      narrowed.add(one, Occur.FILTER);
    }
    if (HiddenDocuments.areIn(searcher.getIndexReader())) {
      narrowed.add(NumericDocValuesField.newSlowExactQuery(IndexFields.HIDDEN, 0), Occur.FILTER);
    }
    if (bounded || view.hasPast()) {
      narrowed.add(new AsOf(filter, bounded, view), Occur.FILTER);
    }
    if (!filter.tags().isEmpty()) {
      narrowed.add(TaggedSessions.of(searcher, user, filter.tags()), Occur.FILTER);
    }
    return narrowed.build();
  }

  private List<Query> filters() {
    List<Query> filters = new ArrayList<>();
    if (!filter.sessions().isEmpty()) {
      List<BytesRef> ids =
          filter.sessions().stream().map(session -> new BytesRef(session.value())).toList();
      filters.add(new TermInSetQuery(IndexFields.SESSION_ID, ids));
    }
    for (SessionFilter.Metadata value : filter.metadata()) {
      filters.add(SessionFields.metadata(IndexFields.METADATA, value));
    }
    addTypes(filters);
    if (!filter.roles().isEmpty()) {
      long[] roles = filter.roles().stream().mapToLong(Enum::ordinal).toArray();
      filters.add(NumericDocValuesField.newSlowSetQuery(IndexFields.ROLE, roles));
    }
    addNames(filters, IndexFields.CHANNEL, filter.channels());
    addNames(filters, IndexFields.SOURCE, filter.sources());
    if (filter.sinceMicros() != Long.MIN_VALUE || filter.untilMicros() != Long.MAX_VALUE) {
      long last =
          filter.untilMicros() == Long.MAX_VALUE
              ? Long.MAX_VALUE
              : Math.max(Long.MIN_VALUE + 1, filter.untilMicros()) - 1;
      filters.add(
          NumericDocValuesField.newSlowRangeQuery(
              IndexFields.TIMESTAMP, filter.sinceMicros(), last));
    }
    return filters;
  }

  /** Vectors of sessions are found by queries of their own only: what is left are the others. */
  private void addTypes(List<Query> filters) {
    Query ofDocuments = new FieldExistsQuery(IndexFields.DOCUMENT);
    boolean documents = filter.wants(SearchType.DOCUMENT);
    if (filter.wants(SearchType.MESSAGE)) {
      if (!documents) {
        filters.add(
            new BooleanQuery.Builder()
                .add(new MatchAllDocsQuery(), Occur.FILTER)
                .add(ofDocuments, Occur.MUST_NOT)
                .build());
      }
      return;
    }
    Query ofSessions = new FieldExistsQuery(IndexFields.SESSION_VECTOR);
    if (!filter.wants(SearchType.SESSION)) {
      filters.add(ofDocuments);
    } else if (!documents) {
      filters.add(ofSessions);
    } else {
      filters.add(
          new BooleanQuery.Builder()
              .add(ofDocuments, Occur.SHOULD)
              .add(ofSessions, Occur.SHOULD)
              .build());
    }
  }

  private static void addNames(List<Query> filters, String field, Collection<String> names) {
    if (!names.isEmpty()) {
      long[] numbers = names.stream().mapToLong(IndexFields::number).toArray();
      filters.add(NumericDocValuesField.newSlowSetQuery(field, numbers));
    }
  }

  /** Whether rows may leave as a hit. */
  boolean admits(MessageRow row, SessionRow session) {
    Message message = row.message();
    return admits(message.owner(), message.session(), session) && filter.admits(message);
  }

  /** The same of a piece of a document. */
  boolean admits(DocumentRow row, SessionRow session) {
    Document document = row.document();
    return admits(document.owner(), document.session(), session) && filter.admits(document);
  }

  /** The same of a session itself, by its vector. */
  boolean admits(SessionRow row) {
    Session session = row.session();
    return admits(session.owner(), session.id(), row) && filter.admitsItself(session);
  }

  private boolean admits(UserId owner, SessionId id, SessionRow row) {
    Session session = row.session();
    return (user == null || user.equals(owner))
        && owner.equals(session.owner())
        && id.equals(session.id())
        && session.status() != SessionStatus.DELETED
        && filter.admits(session);
  }
}
