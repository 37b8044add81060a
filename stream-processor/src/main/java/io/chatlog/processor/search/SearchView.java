package io.chatlog.processor.search;

import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermState;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.IOSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one search looks at: the index of a partition, or of several as one. Each word, and a user,
 * is looked up once in each segment, however often the search asks for it; in a search of one user
 * only where that user has something, which is in few of the small segments that writing leaves
 * behind. Not thread-safe.
 */
final class SearchView {
  private static final long[] NONE = {};

  private final IndexReader reader;
  private final int[] partitions;

  /** So many of the first segments are of now. */
  private final int present;

  private final Map<Integer, long[]> edited;
  private final IndexSearcher searcher;
  private final @Nullable TermStates within;
  private final Map<Term, TermStates> known = new HashMap<>();

  /**
   * @param partitions which one holds each segment of the reader
   */
  SearchView(IndexReader reader, int[] partitions) {
    this(reader, partitions, partitions.length, Map.of(), null);
  }

  private SearchView(
      IndexReader reader,
      int[] partitions,
      int present,
      Map<Integer, long[]> edited,
      @Nullable TermStates within) {
    this.reader = reader;
    this.partitions = partitions;
    this.present = present;
    this.edited = edited;
    this.searcher = new IndexSearcher(reader);
    this.within = within;
  }

  /** The index of one partition. */
  static SearchView of(int partition, IndexReader reader) {
    int[] partitions = new int[reader.leaves().size()];
    Arrays.fill(partitions, partition);
    return new SearchView(reader, partitions);
  }

  /** The same, of which only what is of a user is asked for. */
  SearchView of(UserId user) throws IOException {
    Term term = ownerTerm(user);
    TermStates owned = states(term);
    SearchView own = new SearchView(reader, partitions, present, edited, owned);
    own.known.put(term, owned);
    return own;
  }

  /**
   * The same, with messages as they were before they were edited behind it.
   *
   * @param joined this view's reader, and those of such messages
   * @param past which partition holds each segment of the latter
   * @param offsets those at which such messages came into being, rising, by partition
   */
  SearchView with(IndexReader joined, int[] past, Map<Integer, long[]> offsets) {
    int[] all = Arrays.copyOf(partitions, partitions.length + past.length);
    System.arraycopy(past, 0, all, partitions.length, past.length);
    return new SearchView(joined, all, partitions.length, offsets, null);
  }

  IndexReader reader() {
    return reader;
  }

  /** The partition that holds a segment. */
  int partitionOf(LeafReaderContext segment) {
    return partitions[segment.ord];
  }

  /** Whether it has messages as they were, which {@link AsOf} tells from those of now. */
  boolean hasPast() {
    return present < partitions.length;
  }

  /** Whether a segment has messages as they were. */
  boolean isPast(LeafReaderContext segment) {
    return segment.ord >= present;
  }

  /** Which messages of a segment of now another segment has as they were: see {@link #with}. */
  long[] edited(LeafReaderContext segment) {
    return edited.getOrDefault(partitionOf(segment), NONE);
  }

  /** Where segments have a word of texts, and how often; of a user's those that count. */
  TermStates word(String text) throws IOException {
    return states(term(text));
  }

  /** Where segments have what is of a user. */
  TermStates owner(UserId user) throws IOException {
    return states(ownerTerm(user));
  }

  private TermStates states(Term term) throws IOException {
    TermStates found = known.get(term);
    if (found == null) {
      found = within == null ? TermStates.build(searcher, term, true) : build(term, within);
      known.put(term, found);
    }
    return found;
  }

  private TermStates build(Term term, TermStates within) throws IOException {
    TermStates found = new TermStates(reader.getContext());
    for (LeafReaderContext segment : reader.leaves()) {
      if (within.get(segment) != null) {
        TermsEnum terms = Terms.getTerms(segment.reader(), term.field()).iterator();
        if (terms.seekExact(term.bytes())) {
          found.register(terms.termState(), segment.ord, terms.docFreq(), terms.totalTermFreq());
        }
      }
    }
    return found;
  }

  /** The places of a term in a segment, and how often it is there; null when it is nowhere. */
  static @Nullable PostingsEnum postings(LeafReaderContext segment, Term term, TermStates states)
      throws IOException {
    IOSupplier<TermState> found = states.get(segment);
    TermState state = found == null ? null : found.get();
    if (state == null) {
      return null;
    }
    TermsEnum terms = segment.reader().terms(term.field()).iterator();
    terms.seekExact(term.bytes(), state);
    return terms.postings(null, PostingsEnum.FREQS);
  }

  static Term ownerTerm(UserId user) {
    return new Term(IndexFields.OWNER, user.value());
  }

  static Term term(String text) {
    return new Term(IndexFields.TEXT, text);
  }
}
