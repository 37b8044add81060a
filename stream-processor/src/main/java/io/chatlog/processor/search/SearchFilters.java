package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Message;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchType;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
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
  private final SearchQuery query;

  /**
   * @param user only messages of this user; null for all users
   */
  SearchFilters(@Nullable UserId user, SearchQuery query) {
    this.user = user;
    this.query = query;
  }

  /** The query, narrowed; scores stay what they were. */
  Query narrow(Query scored) {
    BooleanQuery.Builder narrowed = new BooleanQuery.Builder().add(scored, Occur.MUST);
    for (Query filter : filters()) {
      narrowed.add(filter, Occur.FILTER);
    }
    return narrowed.build();
  }

  private List<Query> filters() {
    List<Query> filters = new ArrayList<>();
    if (user != null) {
      filters.add(new TermQuery(new Term(IndexFields.OWNER, user.value())));
    }
    if (!query.sessions().isEmpty()) {
      List<BytesRef> ids =
          query.sessions().stream().map(session -> new BytesRef(session.value())).toList();
      filters.add(new TermInSetQuery(IndexFields.SESSION_ID, ids));
    }
    filters.add(NumericDocValuesField.newSlowExactQuery(IndexFields.HIDDEN, 0));
    if (!query.wants(SearchType.MESSAGE)) {
      filters.add(new FieldExistsQuery(IndexFields.DOCUMENT));
    } else if (!query.wants(SearchType.DOCUMENT)) {
      filters.add(
          new BooleanQuery.Builder()
              .add(new MatchAllDocsQuery(), Occur.FILTER)
              .add(new FieldExistsQuery(IndexFields.DOCUMENT), Occur.MUST_NOT)
              .build());
    }
    if (!query.roles().isEmpty()) {
      long[] roles = query.roles().stream().mapToLong(Enum::ordinal).toArray();
      filters.add(NumericDocValuesField.newSlowSetQuery(IndexFields.ROLE, roles));
    }
    addNames(filters, IndexFields.CHANNEL, query.channels());
    addNames(filters, IndexFields.SOURCE, query.sources());
    if (query.sinceMicros() != Long.MIN_VALUE || query.untilMicros() != Long.MAX_VALUE) {
      long last =
          query.untilMicros() == Long.MAX_VALUE
              ? Long.MAX_VALUE
              : Math.max(Long.MIN_VALUE + 1, query.untilMicros()) - 1;
      filters.add(
          NumericDocValuesField.newSlowRangeQuery(
              IndexFields.TIMESTAMP, query.sinceMicros(), last));
    }
    return filters;
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
    return query.wants(SearchType.MESSAGE)
        && admits(query.roles(), message.role())
        && admits(message.owner(), message.session(), message.timestampMicros(), session);
  }

  /** The same of a piece of a document, which no role has. */
  boolean admits(DocumentRow row, SessionRow session) {
    Document document = row.document();
    return query.wants(SearchType.DOCUMENT)
        && query.roles().isEmpty()
        && admits(document.owner(), document.session(), document.uploadedAtMicros(), session);
  }

  private boolean admits(UserId owner, SessionId id, long timestampMicros, SessionRow row) {
    Session session = row.session();
    return (user == null || user.equals(owner))
        && owner.equals(session.owner())
        && id.equals(session.id())
        && session.status() != SessionStatus.DELETED
        && admits(query.sessions(), session.id())
        && admits(query.channels(), session.channel())
        && (query.sources().isEmpty()
            || (session.source() != null && query.sources().contains(session.source())))
        && timestampMicros >= query.sinceMicros()
        && timestampMicros < query.untilMicros();
  }

  private static <T> boolean admits(Collection<T> wanted, T present) {
    return wanted.isEmpty() || wanted.contains(present);
  }
}
