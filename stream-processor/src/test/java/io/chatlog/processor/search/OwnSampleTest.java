package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chatlog.value.UserId;
import java.io.IOException;
import java.util.List;
import java.util.function.IntPredicate;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Test;

class OwnSampleTest {
  private static final Term OWNER = SearchView.ownerTerm(new UserId("u"));

  /**
   * What one user has, the word {@code often} in every second, {@code late} in the last quarter.
   *
   * @param others how many documents of others, which hold all words, stand before each
   */
  private static DirectoryReader world(int own, IntPredicate segmentEnds, int others)
      throws IOException {
    IndexWriter writer =
        new IndexWriter(
            new ByteBuffersDirectory(), new IndexWriterConfig(new WhitespaceAnalyzer()));
    for (int at = 0; at < own; at++) {
      for (int other = 0; other < others; other++) {
        writer.addDocument(document("v", "often late never"));
      }
      writer.addDocument(
          document("u", (at % 2 == 0 ? "often " : "else ") + (at >= own / 4 * 3 ? "late" : "all")));
      if (segmentEnds.test(at)) {
        writer.flush();
      }
    }
    return DirectoryReader.open(writer);
  }

  private static Document document(String owner, String text) {
    Document document = new Document();
    document.add(new StringField(IndexFields.OWNER, owner, Field.Store.NO));
    document.add(new TextField(IndexFields.TEXT, text, Field.Store.NO));
    return document;
  }

  private static OwnSample sample(DirectoryReader reader) throws IOException {
    return OwnSample.of(
        reader.leaves(),
        OWNER,
        segment -> segment.reader().postings(OWNER, PostingsEnum.NONE),
        reader.docFreq(OWNER));
  }

  private static List<Long> told(DirectoryReader reader) throws IOException {
    OwnSample sample = sample(reader);
    return List.of(
        holding(reader, sample, "often"),
        holding(reader, sample, "late"),
        holding(reader, sample, "never"),
        sample.texts().many(),
        sample.texts().words());
  }

  private static long holding(DirectoryReader reader, OwnSample sample, String word)
      throws IOException {
    Term term = SearchView.term(word);
    return sample.holding(
        reader.leaves(), segment -> segment.reader().postings(term, PostingsEnum.NONE));
  }

  @Test
  void whatIsSmallIsCounted() throws Exception {
    assertThat(told(world(OwnSample.MOST, at -> at == 300, 0)))
        .containsExactly(500L, 250L, 0L, 1_000L, 2_000L);
  }

  @Test
  void whatIsLargeIsToldByItsShare() throws Exception {
    int own = 7 * OwnSample.MOST / 2;
    List<Long> told = told(world(own, at -> at == own / 3 || at == own / 2, 0));
    assertThat((double) told.get(0)).isCloseTo(own / 2.0, within(own / 50.0));
    assertThat((double) told.get(1)).isCloseTo(own / 4.0, within(own / 50.0));
    assertThat(told.get(2)).as("may be there, and is rare").isBetween(1L, 3L);
    assertThat((double) told.get(3)).isCloseTo(own, within(1.0));
    assertThat((double) told.get(4)).isCloseTo(2.0 * own, within(2.0));
  }

  @Test
  void itIsTheSameWhoeverElseIsThere() throws Exception {
    int own = 5 * OwnSample.MOST / 2;
    assertThat(told(world(own, at -> at == own / 5, 2)))
        .isEqualTo(told(world(own, at -> false, 0)));
  }

  @Test
  void stretchesBeginAtMarksWhereThereIsMuch() throws Exception {
    int own = OwnMarks.MANY + 300;
    DirectoryReader reader = world(own + 50, at -> at == own, 1);
    OwnSample sample = sample(reader);
    int[] documents = sample.parts().get(0).documents();
    assertThat(documents).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(980);
    assertThat(documents[documents.length - 1]).isGreaterThan(2 * own * 95 / 100);
    List<Long> told = told(reader);
    assertThat((double) told.get(0)).isCloseTo(own / 2.0, within(own / 50.0));
    assertThat((double) told.get(1)).isCloseTo(own / 4.0, within(own / 30.0));
    assertThat(told(reader)).as("marks are kept").isEqualTo(told);
  }

  @Test
  void whoHasNothingHasAnEmptyOne() throws Exception {
    assertThat(told(world(0, at -> false, 0))).containsExactly(0L, 0L, 0L, 0L, 1L);
  }
}
