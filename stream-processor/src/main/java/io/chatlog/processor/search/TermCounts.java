package io.chatlog.processor.search;

import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Occurrence;
import io.chatlog.processor.search.QueryClause.Phrase;
import io.chatlog.processor.search.QueryClause.Prefix;
import io.chatlog.processor.search.QueryClause.Word;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
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
        case Fuzzy fuzzy ->
            docFreq.put(name(fuzzy), Expansions.docFreq(Expansions.near(reader, fuzzy)));
      }
    }
    return new TermStatistics(
        terms.getDocCount(), terms.getSumTotalTermFreq(), docFreq, totalTermFreq);
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
