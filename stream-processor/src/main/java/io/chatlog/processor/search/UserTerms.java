package io.chatlog.processor.search;

import io.chatlog.processor.search.Expansions.Near;
import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Occurrence;
import io.chatlog.processor.search.QueryClause.Phrase;
import io.chatlog.processor.search.QueryClause.Prefix;
import io.chatlog.processor.search.QueryClause.Word;
import io.chatlog.value.UserId;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/**
 * Counts the terms of a query in what one user has, as if nobody else had anything: a user's scores
 * tell nothing of others, and do not move with what others say.
 *
 * <p>A word that has up to {@value #WHOLE_MAX} places to look at is counted whole, and where it was
 * met is kept for who looks for it. How often others occur is told by an even sample of what the
 * user has ({@link OwnSample}). Deleted texts are not counted.
 */
final class UserTerms {
  static final int WHOLE_MAX = 4_000;

  private final SearchView view;
  private final IndexReader reader;
  private final UserId user;
  private final Term owner;
  private final Map<String, OwnPlaces> places = new HashMap<>();
  private @Nullable List<LeafReaderContext> segments;
  private @Nullable OwnSample sample;

  UserTerms(SearchView view, UserId user) {
    this.view = view;
    this.reader = view.reader();
    this.user = user;
    this.owner = SearchView.ownerTerm(user);
  }

  /** Those that hold something of the user's. */
  private List<LeafReaderContext> segments() throws IOException {
    List<LeafReaderContext> known = segments;
    if (known == null) {
      known = new ArrayList<>();
      TermStates owned = view.owner(user);
      for (LeafReaderContext leaf : reader.leaves()) {
        if (owned.get(leaf) != null) {
          known.add(leaf);
        }
      }
      segments = known;
    }
    return known;
  }

  private OwnSample sample() throws IOException {
    OwnSample known = sample;
    if (known == null) {
      known = OwnSamples.of(reader, owner, this::lookAtSome);
      sample = known;
    }
    return known;
  }

  private OwnSample lookAtSome() throws IOException {
    return OwnSample.of(reader.leaves(), owner, this::own, view.owner(user).docFreq());
  }

  /** Where in a segment is what the user has. */
  private @Nullable PostingsEnum own(LeafReaderContext segment) throws IOException {
    return SearchView.postings(segment, owner, view.owner(user));
  }

  /** What ranking knows of the terms of a query. */
  TermStatistics of(List<QueryClause> clauses) throws IOException {
    SortedMap<String, Long> docFreq = new TreeMap<>();
    for (QueryClause clause : clauses) {
      if (clause.occurrence() != Occurrence.EXCLUDED) {
        count(clause, docFreq);
      }
    }
    OwnSample.Texts texts = sample().texts();
    return new TermStatistics(texts.many(), texts.words(), docFreq, docFreq);
  }

  private void count(QueryClause clause, SortedMap<String, Long> docFreq) throws IOException {
    switch (clause.operand()) {
      case Word(String term) -> docFreq.put(term, docFreq(term));
      case Phrase phrase -> {
        for (String word : phrase.words()) {
          docFreq.put(word, docFreq(word));
        }
      }
      case Prefix prefix -> docFreq.put(TermCounts.name(prefix), docFreq(prefix));
      case Fuzzy fuzzy -> TermCounts.count(fuzzy, near(fuzzy), docFreq);
    }
  }

  /** The terms that a misspelt word stands for, of those that the user's texts hold. */
  List<Near> near(Fuzzy fuzzy) throws IOException {
    List<Near> near = new ArrayList<>();
    for (Near term : Expansions.candidates(reader, fuzzy)) {
      Term word = SearchView.term(term.term());
      long held = near(segment -> segment.reader().postings(word, PostingsEnum.NONE));
      int its = Math.toIntExact(Math.min(Integer.MAX_VALUE, held));
      if (its > 0) {
        near.add(new Near(term.term(), term.nearness(), its));
      }
    }
    return Expansions.nearest(near, Expansions.FUZZY_TERMS_MAX);
  }

  /**
   * Each of some hundred terms is counted whole up to a quarter of what a word of a query is. What
   * only others say is none of the user's, however often they do.
   */
  private long near(OwnSample.Places places) throws IOException {
    List<Pair> pairs = pairs(places);
    if (cost(pairs) <= WHOLE_MAX / 4) {
      return whole(pairs).documents();
    }
    return isAnywhere(pairs) ? sample().holding(reader.leaves(), places) : 0;
  }

  private static boolean isAnywhere(List<Pair> pairs) throws IOException {
    for (Pair pair : pairs) {
      if (pair.next() != DocIdSetIterator.NO_MORE_DOCS) {
        return true;
      }
    }
    return false;
  }

  private long docFreq(Prefix prefix) throws IOException {
    return new IndexSearcher(reader)
        .count(
            new BooleanQuery.Builder()
                .add(new PrefixQuery(new Term(IndexFields.TEXT, prefix.start())), Occur.FILTER)
                .add(new TermQuery(owner), Occur.FILTER)
                .build());
  }

  /** Where a word is that was counted whole; null for others. */
  @Nullable OwnPlaces places(String word) {
    return places.get(word);
  }

  /** How many of the user's texts hold a word of the query. */
  private long docFreq(String text) throws IOException {
    TermStates states = view.word(text);
    Term word = SearchView.term(text);
    OwnSample.Places there = segment -> SearchView.postings(segment, word, states);
    List<Pair> pairs = pairs(there);
    if (cost(pairs) > WHOLE_MAX) {
      return sample().holding(reader.leaves(), there);
    }
    OwnPlaces whole = whole(pairs);
    places.put(text, whole);
    return whole.documents();
  }

  private static OwnPlaces whole(List<Pair> pairs) throws IOException {
    OwnPlaces whole = new OwnPlaces();
    for (Pair pair : pairs) {
      OwnPlaces.Taking taking = whole.new Taking(pair.segment(), (int) pair.cost());
      for (int at = pair.next(); at != DocIdSetIterator.NO_MORE_DOCS; at = pair.next()) {
        taking.take(at, pair.word().freq());
      }
      taking.end();
    }
    return whole;
  }

  /** The places of a word in a segment, beside what is the user's there. */
  private record Pair(LeafReaderContext segment, PostingsEnum word, PostingsEnum own) {
    /** How many places there are to look at. */
    long cost() {
      return Math.min(word.cost(), own.cost());
    }

    /** The next document of the user's that holds the word, and is not deleted. */
    int next() throws IOException {
      DocIdSetIterator lead = word.cost() <= own.cost() ? word : own;
      DocIdSetIterator other = lead == word ? own : word;
      Bits live = segment.reader().getLiveDocs();
      int at = lead.nextDoc();
      while (at != DocIdSetIterator.NO_MORE_DOCS) {
        int there = other.docID() < at ? other.advance(at) : other.docID();
        if (there != at) {
          at = there == DocIdSetIterator.NO_MORE_DOCS ? there : lead.advance(there);
        } else if (live == null || live.get(at)) {
          return at;
        } else {
          at = lead.nextDoc();
        }
      }
      return at;
    }
  }

  private List<Pair> pairs(OwnSample.Places places) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (LeafReaderContext segment : segments()) {
      PostingsEnum word = places.in(segment);
      PostingsEnum own = own(segment);
      if (word != null && own != null) {
        pairs.add(new Pair(segment, word, own));
      }
    }
    return pairs;
  }

  private static long cost(List<Pair> pairs) {
    return pairs.stream().mapToLong(Pair::cost).sum();
  }
}
