package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.MergePolicy.OneMerge;
import org.apache.lucene.index.MergeScheduler;
import org.apache.lucene.index.MergeTrigger;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SegmentMergesTest {
  private static final int DIMENSIONS = 1_024;
  private static final int LARGE = 600; // documents of a vector, which are more than 2 MB

  private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
  private final SegmentMerges merges = new SegmentMerges();
  private final List<List<Integer>> merged = new ArrayList<>();
  private IndexWriter writer;

  /** Merges at once, and notes how large what was merged is. */
  private final class AtOnce extends MergeScheduler {
    @Override
    public void merge(MergeSource source, MergeTrigger trigger) throws IOException {
      for (OneMerge next = source.getNextMerge(); next != null; next = source.getNextMerge()) {
        List<Integer> sizes = new ArrayList<>();
        for (SegmentCommitInfo segment : next.segments) {
          sizes.add(segment.info.maxDoc());
        }
        merged.add(sizes);
        source.merge(next);
      }
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void open() throws IOException {
    writer =
        new IndexWriter(
            directory,
            new IndexWriterConfig()
                .setCodec(new IndexCodec(false))
                .setMergePolicy(merges)
                .setMergeScheduler(new AtOnce()));
  }

  @AfterEach
  void close() throws IOException {
    writer.rollback();
    directory.close();
  }

  /** Adds documents and opens a view. */
  private void view(int documents) throws IOException {
    for (int document = 0; document < documents; document++) {
      Document added = new Document();
      added.add(new StringField("id", "id", Field.Store.NO));
      writer.addDocument(added);
    }
    segments();
  }

  /** How large the segments are. */
  private List<Integer> segments() throws IOException {
    List<Integer> sizes = new ArrayList<>();
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        sizes.add(leaf.reader().maxDoc());
      }
    }
    return sizes;
  }

  private void addLarge() throws IOException {
    for (int document = 0; document < LARGE; document++) {
      Document added = new Document();
      added.add(new KnnFloatVectorField("vector", new float[DIMENSIONS]));
      writer.addDocument(added);
    }
    writer.flush();
  }

  private long writtenAgain() {
    return merged.stream().flatMap(List::stream).mapToLong(Integer::longValue).sum();
  }

  @Test
  void aDocumentIsWrittenAgainOncePerStep() throws IOException {
    for (int view = 1; view <= 1_024; view++) { // five steps
      view(1);
      assertThat(segments()).hasSizeLessThan(6 * SegmentMerges.STEP);
    }
    assertThat(segments()).containsExactly(1_024);
    assertThat(writtenAgain()).isLessThanOrEqualTo(6 * 1_024);
  }

  @Test
  void aMergeTakesAlongWhatIsSmaller() throws IOException {
    view(4);
    view(4);
    view(1);
    view(4);
    assertThat(merged).isEmpty();
    view(4);
    assertThat(segments()).containsExactly(17);
  }

  @Test
  void whatIsLargeStaysAloneWhileViewsAreOpened() throws IOException {
    addLarge();
    addLarge();
    addLarge();
    for (int view = 0; view < 100; view++) {
      view(10);
    }
    assertThat(segments()).contains(LARGE).filteredOn(size -> size == LARGE).hasSize(3);
    assertThat(merged).isNotEmpty().noneMatch(sizes -> sizes.contains(LARGE));
  }

  @Test
  void atRestOneIsMadeOfAllThatAreSmall() throws IOException {
    addLarge();
    view(90);
    view(30);
    view(10);
    view(5);
    assertThat(merged).isEmpty();
    rest();
    assertThat(segments()).containsExactlyInAnyOrder(LARGE, 135);
    merged.clear();
    view(1);
    rest();
    assertThat(merged).as("hardly worth it").isEmpty();
    view(80);
    rest();
    assertThat(segments()).containsExactlyInAnyOrder(LARGE, 216);
  }

  @Test
  void atRestOneIsMadeOfWhatIsLeftOfEachStep() throws IOException {
    addLarge();
    for (int many = 256; many > 0; many /= SegmentMerges.STEP) {
      view(many);
    }
    assertThat(merged).isEmpty();
    rest();
    assertThat(segments()).containsExactlyInAnyOrder(LARGE, 341);
    view(2);
    view(1);
    rest();
    assertThat(segments()).as("the largest is left alone").containsExactlyInAnyOrder(LARGE, 341, 3);
  }

  private void rest() throws IOException {
    merges.atRest(true);
    writer.maybeMerge();
    merges.atRest(false);
  }
}
