package io.chatlog.processor.search;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocAndFloatFeatureBuffer;
import org.apache.lucene.search.DocIdSetIterator;

/**
 * Where in a segment every {@value #STEP}th document of a user is, for users who have at least
 * {@value #MANY} there: postings lead to a document quickly, but not to the thousandth of a term.
 * Looked up once for a segment, which never changes, and kept as long as it is open: a 32nd of a
 * byte for each of its documents at most. Thread-safe.
 */
final class OwnMarks {
  static final int MANY = 8_192;
  static final int STEP = 128;

  private static final WhileOpen<Map<Term, int[]>> SEGMENTS = new WhileOpen<>();

  private OwnMarks() {}

  /**
   * The documents, rising; the first is the user's first.
   *
   * @param owner the user, as documents have it
   * @param own where the user's documents are; read to the end where they are not known yet
   */
  static int[] of(LeafReaderContext segment, Term owner, PostingsEnum own) throws IOException {
    Map<Term, int[]> known =
        SEGMENTS.of(segment.reader().getCoreCacheHelper(), ConcurrentHashMap::new);
    int[] marks = known.get(owner);
    if (marks == null) {
      marks = look(own);
      known.put(owner, marks);
    }
    return marks;
  }

  private static int[] look(PostingsEnum own) throws IOException {
    int[] marks = new int[(int) ((own.cost() + STEP - 1) / STEP)];
    DocAndFloatFeatureBuffer block = new DocAndFloatFeatureBuffer();
    long before = 0;
    int size = 0;
    own.nextDoc();
    own.nextPostings(DocIdSetIterator.NO_MORE_DOCS, block);
    while (block.size > 0) {
      while (size < marks.length && (long) size * STEP < before + block.size) {
        marks[size] = block.docs[(int) ((long) size * STEP - before)];
        size++;
      }
      before += block.size;
      own.nextPostings(DocIdSetIterator.NO_MORE_DOCS, block);
    }
    return marks;
  }
}
