package io.chatlog.processor.search;

import io.chatlog.processor.search.Expansions.Near;
import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Occurrence;
import io.chatlog.processor.search.QueryClause.Phrase;
import io.chatlog.processor.search.QueryClause.Prefix;
import io.chatlog.processor.search.QueryClause.Word;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;

/** What ranking must know of a view about the terms of a query. */
final class TermCounts {
  private TermCounts() {}

  /** The name under which a prefix is counted; no word holds a star. */
  static String name(Prefix prefix) {
    return prefix.start() + '*';
  }

  /** The name under which a fuzzy word is counted; no word holds a tilde. */
  static String name(Fuzzy fuzzy) {
    return fuzzy.word() + '~';
  }

  /** The names of all that counts in a ranking, in their order. */
  static SortedSet<String> names(List<QueryClause> clauses) {
    SortedSet<String> names = new TreeSet<>();
    for (QueryClause clause : clauses) {
      if (clause.occurrence() != Occurrence.EXCLUDED) {
        switch (clause.operand()) {
          case Word(String term) -> names.add(term);
          case Phrase phrase -> names.addAll(phrase.words());
          case Prefix prefix -> names.add(name(prefix));
          case Fuzzy fuzzy -> names.add(name(fuzzy));
        }
      }
    }
    return names;
  }

  static TermStatistics of(List<QueryClause> clauses, SearchView view) throws IOException {
    IndexReader reader = view.reader();
    Terms terms = MultiTerms.getTerms(reader, IndexFields.TEXT);
    if (terms == null) {
      return TermStatistics.EMPTY;
    }
    SortedMap<String, Long> docFreq = new TreeMap<>();
    SortedMap<String, Long> totalTermFreq = new TreeMap<>();
    for (QueryClause clause : clauses) {
      if (clause.occurrence() == Occurrence.EXCLUDED) {
        continue;
      }
      switch (clause.operand()) {
        case Word(String term) -> count(term, view, docFreq, totalTermFreq);
        case Phrase phrase -> {
          for (String word : phrase.words()) {
            count(word, view, docFreq, totalTermFreq);
          }
        }
        case Prefix prefix -> docFreq.put(name(prefix), Expansions.docFreq(reader, prefix));
        case Fuzzy fuzzy -> count(fuzzy, Expansions.near(reader, fuzzy), docFreq);
      }
    }
    return new TermStatistics(
        terms.getDocCount(), terms.getSumTotalTermFreq(), docFreq, totalTermFreq);
  }

  /** Counts a misspelt word, and tells what it stands for. */
  static void count(Fuzzy fuzzy, List<Near> near, SortedMap<String, Long> docFreq) {
    docFreq.put(name(fuzzy), Expansions.docFreq(near));
    near.forEach(
        term -> docFreq.put(TermStatistics.marked(name(fuzzy), Expansions.mark(term.term())), 0L));
  }

  private static void count(
      String text,
      SearchView view,
      SortedMap<String, Long> docFreq,
      SortedMap<String, Long> totalTermFreq)
      throws IOException {
    TermStates word = view.word(text);
    docFreq.put(text, (long) word.docFreq());
    totalTermFreq.put(text, word.totalTermFreq());
  }
}
