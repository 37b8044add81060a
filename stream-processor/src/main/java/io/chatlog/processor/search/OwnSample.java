package io.chatlog.processor.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.SmallFloat;
import org.jspecify.annotations.Nullable;

/**
 * An even sample of what one user has: all of it up to {@value #MOST} documents, of more that many,
 * in stretches of {@value #STRETCH} that are as far from each other in the order of the index; next
 * to each other they are looked at in the same blocks of postings, and where a user has many they
 * begin at a mark ({@link OwnMarks}). What is told by it depends on how the user's documents follow
 * each other, and not on how many of others stand between them.
 *
 * @param parts by segment
 * @param size how many documents were taken
 * @param of out of how many, deleted ones included, as they are in the sample
 * @param texts how many texts there are of all, about
 */
record OwnSample(List<Part> parts, long size, long of, Texts texts) {
  static final int MOST = 1_000;

  private static final int STRETCH = 10;

  private static final int[] NO_MARKS = {};

  /**
   * @param segment its number in the view
   * @param documents rising
   */
  record Part(int segment, int[] documents) {}

  /** Where something is in a segment; null when it is nowhere. */
  @FunctionalInterface
  interface Places {
    @Nullable PostingsEnum in(LeafReaderContext segment) throws IOException;
  }

  /** How many texts there are, and how many words are in them. */
  record Texts(long many, long words) {}

  /**
   * @param segments of the view
   * @param owner the user, as documents have it
   * @param own where that is
   * @param of how many documents it is
   */
  static OwnSample of(List<LeafReaderContext> segments, Term owner, Places own, long of)
      throws IOException {
    List<Part> parts = new ArrayList<>();
    long most = Math.min(of, MOST);
    long taken = 0;
    long before = 0;
    for (LeafReaderContext segment : segments) {
      PostingsEnum places = own.in(segment);
      if (places == null) {
        continue;
      }
      long here = places.cost();
      int[] documents = new int[(int) Math.min(most - taken, here)];
      int size = 0;
      int[] marks = NO_MARKS;
      if (here >= OwnMarks.MANY) {
        marks = OwnMarks.of(segment, owner, places);
        places = Objects.requireNonNull(own.in(segment));
      }
      long at = -1;
      for (long place = place(taken, of, most) - before;
          taken < most && place < here;
          place = place(taken, of, most) - before) {
        int mark = (int) (place / OwnMarks.STEP);
        if (marks.length > 0 && taken % STRETCH == 0 && marks[mark] > places.docID()) {
          places.advance(marks[mark]);
          at = place;
        }
        while (at < place) {
          places.nextDoc();
          at++;
        }
        documents[size++] = places.docID();
        taken++;
      }
      before += here;
      parts.add(new Part(segment.ord, Arrays.copyOf(documents, size)));
    }
    return new OwnSample(parts, taken, of, texts(segments, parts, taken, of));
  }

  /**
   * Which document of the user's is the next one of a sample, counted in the order of the index.
   */
  private static long place(long taken, long of, long most) {
    long stretch = taken / STRETCH * STRETCH;
    return stretch * of / most + taken - stretch;
  }

  /**
   * How many of the user's documents hold something, about; exact where the sample is all.
   *
   * @param segments of the view
   */
  long holding(List<LeafReaderContext> segments, Places places) throws IOException {
    long found = 0;
    for (Part part : parts) {
      LeafReaderContext segment = segments.get(part.segment());
      PostingsEnum there = places.in(segment);
      if (there == null) {
        continue;
      }
      Bits live = segment.reader().getLiveDocs();
      for (int document : part.documents()) {
        int at = there.docID() < document ? there.advance(document) : there.docID();
        if (at == document && (live == null || live.get(document))) {
          found++;
        }
      }
    }
    // what is nowhere in a sample is rare, and may be there
    return size == of ? found : Math.round((found + 0.5) / (size + 1) * of);
  }

  private static Texts texts(List<LeafReaderContext> segments, List<Part> parts, long size, long of)
      throws IOException {
    long words = 0;
    long many = 0;
    for (Part part : parts) {
      LeafReader segment = segments.get(part.segment()).reader();
      NumericDocValues norms = segment.getNormValues(IndexFields.TEXT);
      if (norms == null) {
        continue;
      }
      Bits live = segment.getLiveDocs();
      for (int document : part.documents()) {
        if ((live == null || live.get(document)) && norms.advanceExact(document)) {
          int length = SmallFloat.byte4ToInt((byte) norms.longValue());
          words += length;
          many += length == 0 ? 0 : 1;
        }
      }
    }
    double factor = size == 0 ? 1 : (double) of / size;
    return new Texts(Math.round(many * factor), Math.max(Math.round(words * factor), 1));
  }
}
