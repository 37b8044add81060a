package io.chatlog.processor.search;

import io.chatlog.processor.search.Expansions.Near;
import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Occurrence;
import io.chatlog.processor.search.QueryClause.Operand;
import io.chatlog.processor.search.QueryClause.Phrase;
import io.chatlog.processor.search.QueryClause.Prefix;
import io.chatlog.processor.search.QueryClause.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * A query of the query language as one of Lucene's, with the highest score that it can reach.
 *
 * <p>A word or phrase scores by BM25 and adds the sum of its terms' idf to that highest score. A
 * prefix or a fuzzy word scores as a constant, as one word that is as frequent as all that it
 * stands for; a fuzzy match less the more letters differ. A word that no message holds still
 * counts: a message that lacks it is no full match.
 *
 * <p>A query of excluded clauses only matches everything else, with the score 0.
 *
 * @param scoreMax 0 when nothing scores
 * @param words what highlights mark
 * @param isOwn whether what matches is of the user who searches, whoever else has the same words
 */
record QueryPlan(Query query, float scoreMax, HighlightTerms words, boolean isOwn) {

  /** A score as a share of the highest, 0..1; monotone. */
  float relevance(float rawScore) {
    return scoreMax == 0 ? 0 : Math.min(1, rawScore / scoreMax);
  }

  /** Whether one of several words will do. */
  boolean hasAlternatives() {
    return query instanceof BooleanQuery clauses
        && clauses.clauses().stream().filter(clause -> clause.occur() == Occur.SHOULD).count() > 1;
  }

  /**
   * What is like a vector: the relevance of its cosine is the score.
   *
   * @param near one {@link NearVectors}, or several of which a document matches one
   * @param candidates only these; null for all
   */
  static QueryPlan of(Query near, @Nullable Query candidates) {
    Query query =
        candidates == null
            ? near
            : new BooleanQuery.Builder()
                .add(near, Occur.MUST)
                .add(candidates, Occur.FILTER)
                .build();
    return new QueryPlan(query, 1, new HighlightTerms(Set.of(), List.of(), List.of()), false);
  }

  static QueryPlan of(List<QueryClause> clauses, CollectionSearcher searcher) throws IOException {
    return new Planning(searcher).plan(clauses);
  }

  private static final class Planning {
    private final CollectionSearcher searcher;
    private final HighlightTerms.Builder words = new HighlightTerms.Builder();
    private double scoreMax;

    Planning(CollectionSearcher searcher) {
      this.searcher = searcher;
    }

    QueryPlan plan(List<QueryClause> clauses) throws IOException {
      if (clauses.isEmpty()) {
        return new QueryPlan(new MatchNoDocsQuery(), 0, words.build(), false);
      }
      if (clauses.stream().allMatch(this::isOwnAlternative)) {
        Query own = ownWords(clauses);
        return new QueryPlan(own, (float) scoreMax, words.build(), true);
      }
      BooleanQuery.Builder all = new BooleanQuery.Builder();
      boolean positive = false;
      for (QueryClause clause : clauses) {
        boolean excluded = clause.occurrence() == Occurrence.EXCLUDED;
        all.add(excluded ? excluded(clause) : scored(clause), occur(clause.occurrence()));
        positive |= !excluded;
      }
      if (!positive) {
        // whatever is a hit says whether it is hidden; documents of sessions do not
        all.add(new BoostQuery(new FieldExistsQuery(IndexFields.HIDDEN), 0), Occur.MUST);
        all.add(
            new FieldExistsQuery(IndexFields.SESSION_VECTOR),
            Occur.MUST_NOT); // nothing is said in it
      }
      return new QueryPlan(all.build(), (float) scoreMax, words.build(), isOwn(clauses));
    }

    private static Occur occur(Occurrence occurrence) {
      return switch (occurrence) {
        case OPTIONAL -> Occur.SHOULD;
        case REQUIRED -> Occur.MUST;
        case EXCLUDED -> Occur.MUST_NOT;
      };
    }

    private boolean isOwnAlternative(QueryClause clause) {
      return clause.occurrence() == Occurrence.OPTIONAL && own(clause.operand()) != null;
    }

    /**
     * All words as one clause. Beside other clauses each stands for itself: what Lucene adds up it
     * rounds once, and a sum within a sum would be rounded twice, other than on the next page.
     */
    private Query ownWords(List<QueryClause> clauses) throws IOException {
      List<OwnWords.Word> own = new ArrayList<>();
      for (QueryClause clause : clauses) {
        OwnPlaces places = own(clause.operand());
        if (places != null && clause.operand() instanceof Word(String term)) {
          words.word(term);
          count(term);
          own.add(new OwnWords.Word(term, places));
        }
      }
      return new OwnWords(own);
    }

    /** Where an operand is in what the user has; null when that is not known beforehand. */
    private @Nullable OwnPlaces own(Operand operand) {
      return operand instanceof Word(String term) ? searcher.places(term) : null;
    }

    /** Whether what matches is where a word of the user's was counted. */
    private boolean isOwn(List<QueryClause> clauses) {
      Map<Occurrence, List<QueryClause>> by =
          clauses.stream().collect(Collectors.groupingBy(QueryClause::occurrence));
      List<QueryClause> required = by.getOrDefault(Occurrence.REQUIRED, List.of());
      List<QueryClause> optional = by.getOrDefault(Occurrence.OPTIONAL, List.of());
      return required.isEmpty()
          ? !optional.isEmpty() && optional.stream().allMatch(one -> own(one.operand()) != null)
          : required.stream().anyMatch(one -> own(one.operand()) != null);
    }

    private Query scored(QueryClause clause) throws IOException {
      return switch (clause.operand()) {
        case Word(String term) -> {
          words.word(term);
          count(term);
          yield word(term);
        }
        case Phrase phrase -> {
          words.phrase(phrase.words());
          for (String word : phrase.words()) {
            count(word);
          }
          yield phrase(phrase);
        }
        case Prefix prefix -> {
          words.prefix(prefix.start());
          long docFreq = Expansions.docFreq(searcher.getIndexReader(), prefix);
          yield constant(prefix(prefix), weight(TermCounts.name(prefix), docFreq));
        }
        case Fuzzy fuzzy -> {
          List<Near> near = searcher.near(fuzzy);
          near.forEach(term -> words.word(term.term()));
          float weight = weight(TermCounts.name(fuzzy), Expansions.docFreq(near));
          yield fuzzy(near, weight);
        }
      };
    }

    private Query excluded(QueryClause clause) throws IOException {
      return switch (clause.operand()) {
        case Word(String term) -> word(term);
        case Phrase phrase -> phrase(phrase);
        case Prefix prefix -> prefix(prefix);
        case Fuzzy fuzzy -> fuzzy(searcher.near(fuzzy), 1);
      };
    }

    private void count(String term) throws IOException {
      scoreMax += ChatSimilarity.INSTANCE.scoreMax(searcher.docFreq(term), searcher.docCount());
    }

    private Query word(String term) throws IOException {
      OwnPlaces places = searcher.places(term);
      if (places != null) {
        return new OwnWords(List.of(new OwnWords.Word(term, places)));
      }
      return new TermQuery(SearchView.term(term), searcher.view().word(term));
    }

    private float weight(String name, long here) {
      long docFreq = searcher.docFreq(name, here);
      scoreMax += ChatSimilarity.INSTANCE.scoreMax(docFreq, searcher.docCount());
      return ChatSimilarity.INSTANCE.constantScore(docFreq, searcher.docCount());
    }

    private static Query phrase(Phrase phrase) {
      PhraseQuery.Builder builder = new PhraseQuery.Builder();
      phrase.words().forEach(word -> builder.add(SearchView.term(word)));
      return builder.build();
    }

    private static Query prefix(Prefix prefix) {
      return new PrefixQuery(SearchView.term(prefix.start()));
    }

    private static Query fuzzy(List<Near> near, float weight) {
      List<Query> terms = new ArrayList<>();
      for (Near term : near) {
        terms.add(constant(new TermQuery(SearchView.term(term.term())), weight * term.nearness()));
      }
      return terms.isEmpty() ? new MatchNoDocsQuery() : new DisjunctionMaxQuery(terms, 0);
    }

    private static Query constant(Query query, float score) {
      return new BoostQuery(new ConstantScoreQuery(query), score);
    }
  }
}
