package io.chatlog.processor.search;

import io.chatlog.processor.search.Expansions.Near;
import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/**
 * Searches a view and ranks with the statistics of a larger collection, so that partitions score
 * alike. What the collection says nothing about is counted here.
 */
final class CollectionSearcher extends IndexSearcher {
  private final @Nullable TermStatistics collection;
  private final @Nullable UserTerms user;
  private final SearchView view;
  private final long docCount;

  /** Of everybody's messages. */
  CollectionSearcher(SearchView view, @Nullable TermStatistics collection) throws IOException {
    this(view, collection, null);
  }

  /**
   * @param user whose terms misspelt words stand for; null for everybody's
   */
  CollectionSearcher(SearchView view, @Nullable TermStatistics collection, @Nullable UserTerms user)
      throws IOException {
    super(view.reader());
    this.view = view;
    this.user = user;
    this.collection = collection;
    this.docCount =
        collection == null ? docCount(view.reader()) : Math.max(1, collection.docCount());
    setSimilarity(ChatSimilarity.INSTANCE);
  }

  private static long docCount(IndexReader reader) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, IndexFields.TEXT);
    return terms == null ? 0 : terms.getDocCount();
  }

  SearchView view() {
    return view;
  }

  /** How many messages have words. */
  long docCount() {
    return docCount;
  }

  /** The terms that a misspelt word stands for: those that it stood for on a first page. */
  List<Near> near(Fuzzy fuzzy) throws IOException {
    Set<Integer> marks = collection == null ? Set.of() : collection.marks(TermCounts.name(fuzzy));
    if (!marks.isEmpty()) {
      return Expansions.marked(getIndexReader(), fuzzy, marks);
    }
    return user == null ? Expansions.near(getIndexReader(), fuzzy) : user.near(fuzzy);
  }

  /** Where a word is in what the user has; null when that was not counted whole. */
  @Nullable OwnPlaces places(String word) {
    return user == null ? null : user.places(word);
  }

  /** How many messages hold a word. */
  long docFreq(String word) throws IOException {
    Long known = collection == null ? null : collection.docFreq().get(word);
    return known == null ? view.word(word).docFreq() : known;
  }

  /** How many messages hold one of a group of words; the collection knows it by a name. */
  long docFreq(String name, long here) {
    return collection == null ? here : collection.docFreq().getOrDefault(name, here);
  }

  @Override
  public org.apache.lucene.search.TermStatistics termStatistics(
      Term term, int docFreq, long totalTermFreq) throws IOException {
    if (collection == null || !term.field().equals(IndexFields.TEXT)) {
      return super.termStatistics(term, docFreq, totalTermFreq);
    }
    String text = term.text();
    long many = Math.clamp(collection.docFreq().getOrDefault(text, (long) docFreq), 1, docCount);
    long often = Math.max(many, collection.totalTermFreq().getOrDefault(text, totalTermFreq));
    return new org.apache.lucene.search.TermStatistics(term.bytes(), many, often);
  }

  @Override
  public @Nullable CollectionStatistics collectionStatistics(String field) throws IOException {
    if (collection == null || !field.equals(IndexFields.TEXT)) {
      return super.collectionStatistics(field);
    }
    long words = Math.max(docCount, collection.sumTotalTermFreq());
    return new CollectionStatistics(field, docCount, docCount, words, docCount);
  }
}
