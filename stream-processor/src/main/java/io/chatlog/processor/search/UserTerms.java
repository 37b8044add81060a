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
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.SmallFloat;
import org.jspecify.annotations.Nullable;

/**
 * Counts the terms of a query in what one user has, as if nobody else had anything: a user's scores
 * tell nothing of others, and do not move with what others say.
 *
 * <p>A term that has up to {@value #WHOLE_MAX} places to look at is counted whole, and where a word
 * was met is kept for who looks for it. Of others {@value #LOOKED_AT_MAX} places are looked at;
 * what is beyond is taken to be like what was seen. Where a partition is one user's alone its own
 * counts are taken.
 */
final class UserTerms {
  static final int LOOKED_AT_MAX = 1_000;

  static final int WHOLE_MAX = 4_000;

  /** How long a user's texts are, and how many of them are deleted, is told by so many. */
  private static final int TEXTS_MAX = 1_000;

  private final SearchView view;
  private final IndexReader reader;
  private final UserId user;
  private final Term owner;
  private final Map<String, OwnPlaces> places = new HashMap<>();
  private @Nullable List<Segment> segments;

  UserTerms(SearchView view, UserId user) {
    this.view = view;
    this.reader = view.reader();
    this.user = user;
    this.owner = SearchView.ownerTerm(user);
  }

  /**
   * A segment that holds texts of the user.
   *
   * @param owned where they are, for whoever looks first
   */
  private record Segment(LeafReaderContext leaf, TermStates owned, Term owner) {
    LeafReader reader() {
      return leaf.reader();
    }

    PostingsEnum own() throws IOException {
      return Objects.requireNonNull(SearchView.postings(leaf, owner, owned));
    }
  }

  /** Where a word is in a segment; null when it is nowhere. */
  @FunctionalInterface
  private interface Places {
    @Nullable PostingsEnum in(Segment segment) throws IOException;
  }

  private List<Segment> segments() throws IOException {
    List<Segment> known = segments;
    if (known == null) {
      known = new ArrayList<>();
      TermStates owned = view.owner(user);
      for (LeafReaderContext leaf : reader.leaves()) {
        if (SearchView.postings(leaf, owner, owned) != null) {
          known.add(new Segment(leaf, owned, owner));
        }
      }
      segments = known;
    }
    return known;
  }

  /** What ranking knows of the terms of a query. */
  TermStatistics of(List<QueryClause> clauses) throws IOException {
    if (isAlone()) {
      return TermCounts.of(clauses, view);
    }
    SortedMap<String, Long> docFreq = new TreeMap<>();
    for (QueryClause clause : clauses) {
      if (clause.occurrence() != Occurrence.EXCLUDED) {
        count(clause, docFreq);
      }
    }
    Texts texts = texts();
    return new TermStatistics(texts.many(), texts.words(), docFreq, docFreq);
  }

  private boolean isAlone() throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      Terms owners = leaf.reader().terms(IndexFields.OWNER);
      if (owners != null
          && !(owner.bytes().equals(owners.getMin()) && owner.bytes().equals(owners.getMax()))) {
        return false;
      }
    }
    return !segments().isEmpty();
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
      long held = docFreq(pairs(segment -> segment.reader().postings(word, PostingsEnum.NONE)));
      int its = Math.toIntExact(Math.min(Integer.MAX_VALUE, held));
      if (its > 0) {
        near.add(new Near(term.term(), term.nearness(), its));
      }
    }
    return Expansions.nearest(near, Expansions.FUZZY_TERMS_MAX);
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
    List<Pair> pairs = pairs(segment -> SearchView.postings(segment.leaf(), word, states));
    if (pairs.stream().mapToLong(Pair::cost).sum() > WHOLE_MAX) {
      return docFreq(pairs);
    }
    OwnPlaces whole = whole(pairs);
    places.put(text, whole);
    return whole.documents();
  }

  private static OwnPlaces whole(List<Pair> pairs) throws IOException {
    OwnPlaces whole = new OwnPlaces();
    for (Pair pair : pairs) {
      OwnPlaces.Taking taking = whole.new Taking(pair.segment().leaf(), (int) pair.cost());
      Bits live = pair.segment().reader().getLiveDocs();
      DocIdSetIterator lead = pair.lead();
      DocIdSetIterator other = pair.other();
      int at = lead.nextDoc();
      while (at != DocIdSetIterator.NO_MORE_DOCS) {
        int there = other.docID() < at ? other.advance(at) : other.docID();
        if (there != at) {
          at = there == DocIdSetIterator.NO_MORE_DOCS ? there : lead.advance(there);
          continue;
        }
        if (live == null || live.get(at)) {
          taking.take(at, pair.word().freq());
        }
        at = lead.nextDoc();
      }
      taking.end();
    }
    return whole;
  }

  /** The places of a word in a segment, beside what is the user's there. */
  private record Pair(Segment segment, PostingsEnum word, PostingsEnum own) {
    /** How many places there are to look at. */
    long cost() {
      return Math.min(word.cost(), own.cost());
    }

    DocIdSetIterator lead() {
      return word.cost() <= own.cost() ? word : own;
    }

    DocIdSetIterator other() {
      return lead() == word ? own : word;
    }
  }

  private List<Pair> pairs(Places places) throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (Segment segment : segments()) {
      PostingsEnum of = places.in(segment);
      if (of != null) {
        pairs.add(new Pair(segment, of, segment.own()));
      }
    }
    return pairs;
  }

  private static long docFreq(List<Pair> pairs) throws IOException {
    long found = 0;
    long looked = 0;
    long skipped = 0;
    for (Pair pair : pairs) {
      Segment segment = pair.segment();
      DocIdSetIterator lead = pair.lead();
      DocIdSetIterator other = pair.other();
      if (looked == LOOKED_AT_MAX) {
        skipped += lead.cost();
        continue;
      }
      Bits live = segment.reader().getLiveDocs();
      int at = lead.nextDoc();
      while (at != DocIdSetIterator.NO_MORE_DOCS) {
        if (looked == LOOKED_AT_MAX) {
          // documents are numbered without gaps, and the rest is taken to hold as many for each
          int documents = segment.reader().maxDoc();
          skipped += Math.round((double) lead.cost() * (documents - at) / documents);
          break;
        }
        looked++;
        int there = other.docID() < at ? other.advance(at) : other.docID();
        if (there == at) {
          found += live == null || live.get(at) ? 1 : 0;
          at = lead.nextDoc();
        } else {
          at = there == DocIdSetIterator.NO_MORE_DOCS ? there : lead.advance(there);
        }
      }
    }
    return skipped == 0 ? found : found + Math.round((double) found / looked * skipped);
  }

  /** How many texts a user has, and how many words are in them. */
  private record Texts(long many, long words) {}

  private Texts texts() throws IOException {
    long words = 0;
    long many = 0;
    int seen = 0;
    for (Segment segment : segments()) {
      PostingsEnum own = segment.own();
      NumericDocValues norms = segment.reader().getNormValues(IndexFields.TEXT);
      if (norms == null) {
        continue;
      }
      Bits live = segment.reader().getLiveDocs();
      while (seen < TEXTS_MAX && own.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        seen++;
        if ((live == null || live.get(own.docID())) && norms.advanceExact(own.docID())) {
          int length = SmallFloat.byte4ToInt((byte) norms.longValue());
          words += length;
          many += length == 0 ? 0 : 1;
        }
      }
    }
    double factor = seen < TEXTS_MAX ? 1 : (double) view.owner(user).docFreq() / seen;
    return new Texts(Math.round(many * factor), Math.max(Math.round(words * factor), 1));
  }
}
