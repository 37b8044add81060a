package io.chatlog.processor.search;

import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Prefix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** The terms of a partition that a prefix or a misspelt word stands for. */
final class Expansions {
  /** The most terms that one fuzzy word stands for: the nearest, then the most frequent. */
  static final int FUZZY_TERMS_MAX = 50;

  /** The most terms of a partition among which those of one user are looked for. */
  static final int CANDIDATES_MAX = 400;

  /** How many terms of a prefix are counted to tell how frequent it is. */
  private static final int COUNTED_TERMS_MAX = 1_000;

  private static final int EDITS_MAX = 2;
  private static final int SHORT_WORD_CHARS = 5;
  private static final Comparator<Near> NEAREST =
      Comparator.comparingDouble((Near near) -> -near.nearness())
          .thenComparingInt(near -> -near.docFreq())
          .thenComparing(Near::term);

  private Expansions() {}

  /**
   * A term like a misspelt word.
   *
   * @param nearness 1 for the word itself, smaller the more letters differ
   */
  record Near(String term, float nearness, int docFreq) {}

  /**
   * Terms that differ from a word in one letter, or in two where it is longer than {@value
   * #SHORT_WORD_CHARS} characters, and begin alike. Nearest first.
   */
  static List<Near> near(IndexReader reader, Fuzzy fuzzy) throws IOException {
    return nearest(candidates(reader, fuzzy), FUZZY_TERMS_MAX);
  }

  /** The same, more of them. */
  static List<Near> candidates(IndexReader reader, Fuzzy fuzzy) throws IOException {
    return candidates(reader, fuzzy, null);
  }

  /**
   * Those that a first page took, however many have come since that are nearer.
   *
   * @param marks of the terms, see {@link #mark}
   */
  static List<Near> marked(IndexReader reader, Fuzzy fuzzy, Set<Integer> marks) throws IOException {
    return candidates(reader, fuzzy, marks);
  }

  /** Tells the terms of a misspelt word apart: 24 bits, the same in every process. */
  static int mark(String term) {
    return StringHelper.murmurhash3_x86_32(new BytesRef(term), 0) >>> Byte.SIZE;
  }

  private static List<Near> candidates(
      IndexReader reader, Fuzzy fuzzy, @Nullable Set<Integer> marks) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, IndexFields.TEXT);
    if (terms == null) {
      return List.of();
    }
    int edits = fuzzy.word().length() > SHORT_WORD_CHARS ? EDITS_MAX : 1;
    FuzzyTermsEnum candidates =
        new FuzzyTermsEnum(terms, new Term(IndexFields.TEXT, fuzzy.word()), edits, 1, true);
    List<Near> found = new ArrayList<>();
    for (BytesRef term = candidates.next(); term != null; term = candidates.next()) {
      String text = term.utf8ToString();
      if (marks != null && !marks.contains(mark(text))) {
        continue;
      }
      found.add(new Near(text, candidates.getBoost(), candidates.docFreq()));
      if (found.size() == CANDIDATES_MAX * 2) {
        found = nearest(found, CANDIDATES_MAX);
      }
    }
    return nearest(found, CANDIDATES_MAX);
  }

  static List<Near> nearest(List<Near> found, int many) {
    List<Near> sorted = new ArrayList<>(found); // that of an empty partition cannot be sorted
    sorted.sort(NEAREST);
    return new ArrayList<>(sorted.subList(0, Math.min(sorted.size(), many)));
  }

  /** About how many messages hold a word with a prefix: an upper bound, or near it. */
  static long docFreq(IndexReader reader, Prefix prefix) throws IOException {
    Terms terms = MultiTerms.getTerms(reader, IndexFields.TEXT);
    if (terms == null) {
      return 0;
    }
    BytesRef start = new BytesRef(prefix.start());
    TermsEnum words = terms.iterator();
    long documents = 0;
    if (words.seekCeil(start) != TermsEnum.SeekStatus.END) {
      BytesRef word = words.term();
      for (int many = 0;
          word != null && many < COUNTED_TERMS_MAX && StringHelper.startsWith(word, start);
          many++) {
        documents += words.docFreq();
        word = words.next();
      }
    }
    return Math.min(documents, terms.getDocCount());
  }

  static long docFreq(List<Near> near) {
    return near.stream().mapToLong(Near::docFreq).sum();
  }
}
