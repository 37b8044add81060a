package io.chatlog.processor.search;

import io.chatlog.value.Embedding;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Vectors one behind the other, 4 bytes a number, without a graph: what is written costs nothing
 * but its bytes, and a search looks at each vector that its filters let through. Lucene's own
 * format of that kind has no name by which a segment could ask for it, and takes shorter vectors
 * only.
 *
 * <p>Public for Lucene, which makes it by its name; see {@code META-INF/services}.
 */
public final class FlatVectors extends KnnVectorsFormat {
  private static final String NAME = "ChatlogFlat";

  private final Lucene99FlatVectorsFormat files =
      new Lucene99FlatVectorsFormat(FlatVectorScorerUtil.getLucene99FlatVectorsScorer());

  /** The format. */
  public FlatVectors() {
    super(NAME);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return files.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return files.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String fieldName) {
    return Embedding.DIMENSIONS_MAX;
  }
}
