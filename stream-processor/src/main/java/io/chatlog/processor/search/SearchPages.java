package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.search.GroupCollection.First;
import io.chatlog.processor.search.HitKeys.HitKey;
import io.chatlog.value.DocumentId;
import io.chatlog.value.UserId;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.FacetCounts;
import io.chatlog.view.Findable;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.SearchShape.Order;
import io.chatlog.view.SearchType;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.jspecify.annotations.Nullable;

/** Makes pages of what a view holds. */
final class SearchPages {
  /** Contents of one page that are looked through for highlights; hits behind bear none. */
  static final int HIGHLIGHTED_CHARS_MAX = 4_000_000;

  // a page is filled up where rows are gone or changed since the view was opened: rarely, and
  // little
  private static final int ROUNDS_MAX = 10;

  /** How many more than are wanted a graph looks for: it misses some, and these less. */
  private static final int GRAPH_FACTOR = 4;

  private static final int GRAPH_HITS_MIN = 200;

  private final boolean vectorGraph;

  /**
   * @param vectorGraph whether the index has vectors in a graph
   */
  SearchPages(boolean vectorGraph) {
    this.vectorGraph = vectorGraph;
  }

  /**
   * A page of what matches words, which tells what it was ranked with.
   *
   * @param user only what is of this user; null for all users
   * @param collection statistics to rank with, perhaps without names; null, or statistics of
   *     another number of terms, to rank with those of the view, or of the user's part of it
   */
  SearchPage page(
      SearchView all,
      @Nullable UserId user,
      SearchQuery query,
      @Nullable TermStatistics collection,
      MessageSource rows)
      throws IOException {
    SearchView view = user == null ? all : all.of(user);
    QueryText text = QueryText.of(query.text());
    List<QueryClause> clauses = text.clauses();
    UserTerms own = user == null ? null : new UserTerms(view, user);
    TermStatistics ranking =
        collection == null ? null : collection.named(TermCounts.names(clauses)).orElse(null);
    if (ranking == null) {
      ranking = own == null ? TermCounts.of(clauses, view) : own.of(clauses);
    }
    CollectionSearcher searcher = new CollectionSearcher(view, ranking, own);
    QueryPlan plan = QueryPlan.of(clauses, searcher);
    return new Paging(searcher, new SearchFilters(user, query), query, plan, false, rows)
        .page()
        .rankedWith(ranking)
        .ignoring(text.termsIgnored());
  }

  /** A page of what is like a vector; without highlights. */
  SearchPage page(SearchView view, @Nullable UserId user, SimilarQuery similar, MessageSource rows)
      throws IOException {
    CollectionSearcher searcher = new CollectionSearcher(view, null);
    SearchQuery query = similar.query();
    SearchFilters filters = new SearchFilters(user, query);
    NearVectors near = NearVectors.ofText(similar.embedding());
    if (query.filter().wants(SearchType.SESSION)) {
      Query all = withSessions(near, similar, query.filter());
      return new Paging(searcher, filters, query, QueryPlan.of(all, null), true, rows).page();
    }
    if (vectorGraph && user == null && isBest(query)) {
      int many = Math.max(GRAPH_HITS_MIN, GRAPH_FACTOR * (query.offset() + query.limit()));
      Query candidates = searcher.rewrite(near.byGraph(filters.alone(searcher), many));
      Paging paging =
          new Paging(searcher, filters, query, QueryPlan.of(near, candidates), true, rows);
      SearchPage page = paging.page();
      return page.more() || page.total() >= many ? page.atLeast() : page;
    }
    return new Paging(searcher, filters, query, QueryPlan.of(near, null), true, rows).page();
  }

  /** What is like a vector of whatever is wanted, sessions among it. */
  private static Query withSessions(NearVectors near, SimilarQuery similar, SearchFilter filter) {
    NearVectors sessions = NearVectors.ofSessions(similar.embedding());
    return filter.wants(SearchType.MESSAGE) || filter.wants(SearchType.DOCUMENT)
        ? new BooleanQuery.Builder().add(near, Occur.SHOULD).add(sessions, Occur.SHOULD).build()
        : sessions;
  }

  /**
   * Whether only the first hits of all that there is are asked for: what a graph can tell. What is
   * asked for as of a position is a later page, which leaves nothing out.
   */
  private static boolean isBest(SearchQuery query) {
    SearchShape shape = query.shape();
    return query.after() == null
        && !query.filter().isAsOf()
        && shape.group() == null
        && shape.facets().isEmpty()
        && shape.order() == Order.RELEVANCE;
  }

  private final class Paging {
    private final CollectionSearcher searcher;
    private final SearchFilters filters;
    private final SearchQuery query;
    private final MessageSource rows;
    private final QueryPlan plan;
    private final boolean similar;
    private final Query narrowed;
    private final HitRows hitRows;
    private final List<SearchHit> hits = new ArrayList<>();
    private final int totalExactMax;
    private int highlightedChars;

    Paging(
        CollectionSearcher searcher,
        SearchFilters filters,
        SearchQuery query,
        QueryPlan plan,
        boolean similar,
        MessageSource rows)
        throws IOException {
      this.searcher = searcher;
      this.filters = filters;
      this.query = query;
      this.rows = rows;
      this.hitRows = new HitRows(rows);
      this.plan = plan;
      this.similar = similar;
      this.totalExactMax =
          filters.user() != null && (similar || !plan.hasAlternatives())
              ? HitCollection.TOTAL_EXACT_MAX
              : HitCollection.TOTAL_OF_MANY_EXACT_MAX;
      this.narrowed = filters.narrow(plan, searcher);
    }

    SearchPage page() throws IOException {
      Group group = query.shape().group();
      SearchPage page = group == null ? hits() : groups(group);
      return query.shape().facets().isEmpty()
          ? page
          : new SearchPage(
              page.hits(), page.total(), page.totalIsExact(), page.more(), facets(), null, 0);
    }

    private FacetCounts facets() throws IOException {
      return searcher.search(
          narrowed, new FacetCollection(plan, query.minScore(), query.shape().facets(), rows));
    }

    private SearchPage hits() throws IOException {
      SearchQuery.After after = query.after();
      int skip = query.offset();
      TotalHits total = new TotalHits(0, TotalHits.Relation.EQUAL_TO);
      boolean more = true;
      for (int round = 0; round < ROUNDS_MAX && more && hits.size() < query.limit(); round++) {
        int wanted = skip + query.limit() - hits.size();
        TopFieldDocs found = find(wanted + 1, after);
        total = found.totalHits;
        more = found.scoreDocs.length > wanted;
        int end = Math.min(wanted, found.scoreDocs.length);
        HitKey[] keys =
            keys(Arrays.stream(found.scoreDocs, Math.min(skip, end), end).mapToInt(hit -> hit.doc));
        @Nullable MessageRow[] messages = hitRows.messages(keys);
        for (int at = skip; at < end; at++) {
          after = HitCollection.place((FieldDoc) found.scoreDocs[at], query.shape().order());
          take(keys[at - skip], messages[at - skip], after, 1);
        }
        skip = 0;
      }
      return new SearchPage(
          hits, total.value(), total.relation() == TotalHits.Relation.EQUAL_TO, more);
    }

    private SearchPage groups(Group group) throws IOException {
      GroupCollection.Found found =
          searcher.search(narrowed, new GroupCollection(plan, query, group, searcher.view()));
      List<First> rest = behind(found.groups());
      int at = Math.min(query.offset(), rest.size());
      while (at < rest.size() && hits.size() < query.limit()) {
        int end = Math.min(rest.size(), at + query.limit() - hits.size());
        List<First> next = rest.subList(at, end);
        HitKey[] keys = keys(next.stream().mapToInt(First::document));
        @Nullable MessageRow[] messages = hitRows.messages(keys);
        for (int number = 0; number < keys.length; number++) {
          First first = next.get(number);
          take(
              keys[number],
              messages[number],
              new SearchQuery.After(
                  first.score(), first.timestampMicros(), first.partition(), first.offset()),
              first.hits());
        }
        at = end;
      }
      return new SearchPage(hits, found.groups().size(), found.exact(), at < rest.size());
    }

    /** The groups behind the place where the page begins. */
    private List<First> behind(List<First> groups) {
      SearchQuery.After after = query.after();
      if (after == null) {
        return groups;
      }
      First place =
          new First(
              0, after.rawScore(), after.timestampMicros(), after.partition(), after.offset(), 0);
      Comparator<First> order = First.order(query.shape().order());
      return groups.stream().filter(first -> order.compare(first, place) > 0).toList();
    }

    private TopFieldDocs find(int many, SearchQuery.@Nullable After after) throws IOException {
      TopFieldDocs found =
          searcher.search(
              narrowed, HitCollection.of(plan, query, many, after, searcher.view(), totalExactMax));
      if (query.shape().order() == Order.TIME) {
        TopFieldCollector.populateScores(found.scoreDocs, searcher, narrowed);
      }
      return found;
    }

    private HitKey[] keys(IntStream documents) throws IOException {
      return HitKeys.of(searcher.getIndexReader(), documents.toArray());
    }

    /** Takes a document as a hit when the rows agree with it. */
    private void take(
        HitKey key, @Nullable MessageRow message, SearchQuery.After place, long groupHits) {
      SessionRow session = hitRows.session(key);
      if (session == null) {
        return;
      }
      if (key.seq() == HitKey.NO_SEQ) {
        takeSession(rows.sessionVector(key.owner(), key.id()), session, place, groupHits);
      } else if (key.document() == null) {
        takeMessage(message, session, place, groupHits);
      } else {
        DocumentId document = IndexFields.documentOf(key.document());
        takeChunk(
            rows.document(key.owner(), key.id(), document), key.seq(), session, place, groupHits);
      }
    }

    private void takeMessage(
        @Nullable MessageRow row, SessionRow session, SearchQuery.After place, long groupHits) {
      if (row != null && row.offset() == place.offset() && filters.admits(row, session)) {
        hit(row.message(), row.message().content(), session, place, groupHits);
      }
    }

    private void takeSession(
        @Nullable SessionVectorRow row,
        SessionRow session,
        SearchQuery.After place,
        long groupHits) {
      if (row != null && row.offset() == place.offset() && filters.admits(session)) {
        hit(session.session(), "", session, place, groupHits);
      }
    }

    private void takeChunk(
        @Nullable DocumentRow row,
        long chunk,
        SessionRow session,
        SearchQuery.After place,
        long groupHits) {
      String text = row == null ? null : rows.chunk(row, chunk);
      if (row != null
          && text != null
          && ChunkDocuments.place(row, chunk) == place.offset()
          && filters.admits(row, session)) {
        hit(new DocumentChunk(row.document(), chunk, text), text, session, place, groupHits);
      }
    }

    private void hit(
        Findable found, String text, SessionRow session, SearchQuery.After place, long groupHits) {
      Float similarity = similar ? (Float) SimilarQuery.cosine(place.rawScore()) : null;
      List<Passages.Passage> passages = highlights(text);
      hits.add(
          new SearchHit(
              found,
              session.session().title(),
              plan.relevance(place.rawScore()),
              similarity == null ? place.rawScore() : similarity,
              passages.stream().map(Passages.Passage::html).toList(),
              place,
              groupHits,
              similarity,
              passages.stream().map(Passages.Passage::offsets).toList()));
    }

    private List<Passages.Passage> highlights(String content) {
      if (!query.highlight()
          || plan.words().isEmpty()
          || highlightedChars + content.length() > HIGHLIGHTED_CHARS_MAX) {
        return List.of();
      }
      highlightedChars += content.length();
      return Highlights.of(content, plan.words());
    }
  }
}
