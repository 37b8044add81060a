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
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.SmallFloat;

/**
 * Counts the terms of a query in what one user has, as if nobody else had anything: a user's scores
 * tell nothing of others, and do not move with what others say.
 *
 * <p>A count looks at no more than {@value #LOOKED_AT_MAX} places of a term; what is beyond is
 * taken to be like what was seen. Where a partition is one user's alone its own counts are taken.
 */
final class UserTerms {
  static final int LOOKED_AT_MAX = 50_000;

  /** How long a user's texts are, and how many of them are deleted, is told by so many. */
  private static final int TEXTS_MAX = 10_000;

  private final IndexReader reader;
  private final Term owner;

  UserTerms(IndexReader reader, UserId user) {
    this.reader = reader;
    this.owner = new Term(IndexFields.OWNER, user.value());
  }

  /** What ranking knows of the terms of a query. */
  TermStatistics of(List<QueryClause> clauses) throws IOException {
    if (isAlone()) {
      return TermCounts.of(clauses, reader);
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
    Terms owners = MultiTerms.getTerms(reader, IndexFields.OWNER);
    TermsEnum each = owners == null ? null : owners.iterator();
    BytesRef first = each == null ? null : each.next();
    return each != null && first != null && first.equals(owner.bytes()) && each.next() == null;
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
      case Fuzzy fuzzy -> docFreq.put(TermCounts.name(fuzzy), Expansions.docFreq(near(fuzzy)));
    }
  }

  /** The terms that a misspelt word stands for, of those that the user's texts hold. */
  List<Near> near(Fuzzy fuzzy) throws IOException {
    List<Near> near = new ArrayList<>();
    for (Near term : Expansions.candidates(reader, fuzzy)) {
      int its = Math.toIntExact(Math.min(Integer.MAX_VALUE, docFreq(term.term())));
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

  /** How many of the user's texts hold a term. */
  private long docFreq(String text) throws IOException {
    Term term = new Term(IndexFields.TEXT, text);
    long found = 0;
    long looked = 0;
    long skipped = 0;
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum of = leaf.reader().postings(term, PostingsEnum.NONE);
      PostingsEnum own = of == null ? null : leaf.reader().postings(owner, PostingsEnum.NONE);
      if (of == null || own == null) {
        continue;
      }
      DocIdSetIterator lead = of.cost() <= own.cost() ? of : own;
      DocIdSetIterator other = lead == of ? own : of;
      if (looked > LOOKED_AT_MAX) {
        skipped += lead.cost();
        continue;
      }
      Bits live = leaf.reader().getLiveDocs();
      int at = lead.nextDoc();
      while (at != DocIdSetIterator.NO_MORE_DOCS) {
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
    for (LeafReaderContext leaf : reader.leaves()) {
      LeafReader segment = leaf.reader();
      PostingsEnum own = segment.postings(owner, PostingsEnum.NONE);
      NumericDocValues norms = own == null ? null : segment.getNormValues(IndexFields.TEXT);
      if (own == null || norms == null) {
        continue;
      }
      Bits live = segment.getLiveDocs();
      while (seen < TEXTS_MAX && own.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        seen++;
        if ((live == null || live.get(own.docID())) && norms.advanceExact(own.docID())) {
          words += SmallFloat.byte4ToInt((byte) norms.longValue());
          many++;
        }
      }
    }
    double factor = seen < TEXTS_MAX ? 1 : (double) reader.docFreq(owner) / seen;
    return new Texts(Math.round(many * factor), Math.max(Math.round(words * factor), 1));
  }
}
