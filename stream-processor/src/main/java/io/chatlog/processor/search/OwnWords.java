package io.chatlog.processor.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Explanation;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.Similarity.SimScorer;
import org.jspecify.annotations.Nullable;

/**
 * One of several words in what one user has, where the places of each are known from counting it
 * ({@link OwnPlaces}). Matches and scores what a disjunction of {@code TermQuery} does beside a
 * clause for the user, without looking into postings again: some hundreds of additions, where the
 * disjunction sets up windows of 4,096 documents in each segment.
 */
final class OwnWords extends Query {
  private final List<Word> words;

  /**
   * A word of a query.
   *
   * @param places in the reader that is searched
   */
  record Word(String term, OwnPlaces places) {}

  /**
   * @param words one that stands there twice counts twice
   */
  OwnWords(List<Word> words) {
    this.words = List.copyOf(words);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    List<Scored> scored = new ArrayList<>();
    CollectionStatistics collection = searcher.collectionStatistics(IndexFields.TEXT);
    for (Word word : words) {
      int documents = word.places().documents();
      if (documents > 0 && collection != null) {
        TermStatistics statistics =
            searcher.termStatistics(
                SearchView.term(word.term()), documents, word.places().occurrences());
        scored.add(
            new Scored(
                word.places(), searcher.getSimilarity().scorer(boost, collection, statistics)));
      }
    }
    return new OwnWeight(this, scored);
  }

  /** A word, and what a document gets for it. */
  private record Scored(OwnPlaces places, SimScorer similarity) {
    /** The hits of a segment; null when there are none. */
    @Nullable Hits in(LeafReaderContext segment) throws IOException {
      OwnPlaces.InSegment in = places.in(segment);
      if (in == null) {
        return null;
      }
      NumericDocValues norms = segment.reader().getNormValues(IndexFields.TEXT);
      double[] scores = new double[in.size()];
      for (int at = 0; at < scores.length; at++) {
        boolean has = norms != null && norms.advanceExact(in.documents()[at]);
        scores[at] = similarity.score(in.frequencies()[at], has ? norms.longValue() : 1);
      }
      return new Hits(in.documents(), scores, scores.length);
    }
  }

  /**
   * @param documents rising; only the first of both count
   * @param scores of each
   */
  private record Hits(int[] documents, double[] scores, int size) {
    Hits with(Hits other) {
      int[] both = new int[size + other.size];
      double[] sums = new double[both.length];
      int here = 0;
      int there = 0;
      int at = 0;
      while (here < size || there < other.size) {
        int mine = here < size ? documents[here] : DocIdSetIterator.NO_MORE_DOCS;
        int its = there < other.size ? other.documents[there] : DocIdSetIterator.NO_MORE_DOCS;
        both[at] = Math.min(mine, its);
        sums[at] = (mine <= its ? scores[here++] : 0) + (its <= mine ? other.scores[there++] : 0);
        at++;
      }
      return new Hits(both, sums, at);
    }
  }

  private static final class OwnWeight extends Weight {
    private final List<Scored> words;

    OwnWeight(OwnWords query, List<Scored> words) {
      super(query);
      this.words = words;
    }

    private @Nullable Hits hits(LeafReaderContext segment) throws IOException {
      Hits all = null;
      for (Scored word : words) {
        Hits its = word.in(segment);
        if (its != null) {
          all = all == null ? its : all.with(its);
        }
      }
      return all;
    }

    @Override
    public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext segment) throws IOException {
      Hits hits = hits(segment);
      if (hits == null) {
        return null;
      }
      return new ScorerSupplier() {
        @Override
        public Scorer get(long leadCost) {
          return new OwnScorer(hits);
        }

        @Override
        public long cost() {
          return hits.size();
        }
      };
    }

    @Override
    public Explanation explain(LeafReaderContext segment, int document) throws IOException {
      Scorer scorer = scorer(segment);
      return scorer != null && scorer.iterator().advance(document) == document
          ? Explanation.match(scorer.score(), "sum of the words of one user")
          : Explanation.noMatch("none of the words");
    }

    @Override
    public boolean isCacheable(LeafReaderContext segment) {
      return false;
    }
  }

  private static final class OwnScorer extends Scorer {
    private final Hits hits;
    private final float scoreMax;
    private int at = -1;

    OwnScorer(Hits hits) {
      this.hits = hits;
      double max = 0;
      for (int hit = 0; hit < hits.size(); hit++) {
        max = Math.max(max, hits.scores()[hit]);
      }
      this.scoreMax = (float) max;
    }

    private int document() {
      if (at < 0) {
        return -1;
      }
      return at < hits.size() ? hits.documents()[at] : DocIdSetIterator.NO_MORE_DOCS;
    }

    @Override
    public int docID() {
      return document();
    }

    @Override
    public float score() {
      return (float) hits.scores()[at];
    }

    @Override
    public float getMaxScore(int upTo) {
      return scoreMax;
    }

    @Override
    public DocIdSetIterator iterator() {
      return new DocIdSetIterator() {
        @Override
        public int docID() {
          return document();
        }

        @Override
        public int nextDoc() {
          at++;
          return document();
        }

        @Override
        public int advance(int target) {
          do {
            at++;
          } while (at < hits.size() && hits.documents()[at] < target);
          return document();
        }

        @Override
        public long cost() {
          return hits.size();
        }
      };
    }
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String ignored) {
    return words.stream().map(Word::term).collect(Collectors.joining(" ", "own:(", ")"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OwnWords that && words.equals(that.words);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }
}
