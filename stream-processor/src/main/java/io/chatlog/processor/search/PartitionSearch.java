package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.search.HitKeys.HitKey;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.Findable;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.search.TotalHits;
import org.jspecify.annotations.Nullable;

/** Makes pages of what a view of the index holds. */
final class PartitionSearch {
  /** Contents of one page that are looked through for highlights; hits behind bear none. */
  static final int HIGHLIGHTED_CHARS_MAX = 4_000_000;

  // a page is filled up where rows are gone or changed since the view was opened: rarely, and
  // little
  private static final int ROUNDS_MAX = 10;

  private final int partition;

  PartitionSearch(int partition) {
    this.partition = partition;
  }

  SearchPage page(
      CollectionSearcher searcher, @Nullable UserId user, SearchQuery query, MessageSource rows)
      throws IOException {
    return new Paging(searcher, new SearchFilters(user, query), query, rows).page();
  }

  private final class Paging {
    private final CollectionSearcher searcher;
    private final SearchFilters filters;
    private final SearchQuery query;
    private final MessageSource rows;
    private final QueryPlan plan;
    private final Query narrowed;
    private final HitKeys keys;
    private final Map<String, Optional<SessionRow>> sessions = new HashMap<>();
    private final List<SearchHit> hits = new ArrayList<>();
    private int highlightedChars;

    Paging(
        CollectionSearcher searcher, SearchFilters filters, SearchQuery query, MessageSource rows)
        throws IOException {
      this.searcher = searcher;
      this.filters = filters;
      this.query = query;
      this.rows = rows;
      this.plan = QueryPlan.of(QueryText.parse(query.text()), searcher);
      this.narrowed = filters.narrow(plan.query());
      this.keys = new HitKeys(searcher.getIndexReader());
    }

    SearchPage page() throws IOException {
      SearchQuery.After after = query.after();
      int skip = query.offset();
      TotalHits total = new TotalHits(0, TotalHits.Relation.EQUAL_TO);
      boolean more = true;
      for (int round = 0; round < ROUNDS_MAX && more && hits.size() < query.limit(); round++) {
        int wanted = skip + query.limit() - hits.size();
        TopFieldDocs found = find(wanted + 1, after);
        total = found.totalHits;
        more = found.scoreDocs.length > wanted;
        for (int at = 0; at < Math.min(wanted, found.scoreDocs.length); at++) {
          FieldDoc doc = (FieldDoc) found.scoreDocs[at];
          after = place(doc);
          if (at >= skip) {
            take(doc, after);
          }
        }
        skip = 0;
      }
      return new SearchPage(
          hits, total.value(), total.relation() == TotalHits.Relation.EQUAL_TO, more);
    }

    private TopFieldDocs find(int many, SearchQuery.@Nullable After after) throws IOException {
      return searcher.search(
          narrowed, new HitCollection(plan, query.minScore(), many, after, partition));
    }

    private SearchQuery.After place(ScoreDoc doc) {
      FieldDoc ordered = (FieldDoc) doc;
      return new SearchQuery.After(
          HitCollection.score(ordered), partition, HitCollection.offset(ordered));
    }

    /** Takes a document as a hit when the rows agree with it. */
    private void take(FieldDoc doc, SearchQuery.After place) throws IOException {
      HitKey key = keys.of(doc.doc);
      UserId owner = IndexFields.ownerOf(key.session());
      SessionId id = IndexFields.sessionOf(key.session());
      SessionRow session =
          sessions
              .computeIfAbsent(key.session(), name -> Optional.ofNullable(rows.session(owner, id)))
              .orElse(null);
      if (session == null) {
        return;
      }
      if (key.document() == null) {
        takeMessage(rows.message(owner, id, key.seq()), session, place);
      } else {
        DocumentId document = IndexFields.documentOf(key.document());
        takeChunk(rows.document(owner, id, document), key.seq(), session, place);
      }
    }

    private void takeMessage(
        @Nullable MessageRow row, SessionRow session, SearchQuery.After place) {
      if (row != null && row.offset() == place.offset() && filters.admits(row, session)) {
        hit(row.message(), row.message().content(), session, place);
      }
    }

    private void takeChunk(
        @Nullable DocumentRow row, long chunk, SessionRow session, SearchQuery.After place) {
      String text = row == null ? null : rows.chunk(row, chunk);
      if (row != null
          && text != null
          && ChunkDocuments.place(row, chunk) == place.offset()
          && filters.admits(row, session)) {
        hit(new DocumentChunk(row.document(), chunk, text), text, session, place);
      }
    }

    private void hit(Findable found, String text, SessionRow session, SearchQuery.After place) {
      hits.add(
          new SearchHit(
              found,
              session.session().title(),
              plan.relevance(place.rawScore()),
              place.rawScore(),
              highlights(text),
              place));
    }

    private List<String> highlights(String content) {
      if (!query.highlight() || highlightedChars + content.length() > HIGHLIGHTED_CHARS_MAX) {
        return List.of();
      }
      highlightedChars += content.length();
      return Highlights.of(content, plan.words());
    }
  }
}
