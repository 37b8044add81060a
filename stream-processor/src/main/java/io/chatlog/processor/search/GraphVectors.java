package io.chatlog.processor.search;

import io.chatlog.value.Embedding;
import java.io.IOException;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsWriter;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/**
 * Vectors as in {@link FlatVectors}, with a graph over those of each segment (HNSW: Malkov and
 * Yashunin, 2016). It is Lucene's, but for the length of vectors and for how they are compared.
 *
 * <p>Public for Lucene, which makes it by its name; see {@code META-INF/services}.
 */
public final class GraphVectors extends KnnVectorsFormat {
  private static final String NAME = "ChatlogGraph";

  /** How many neighbours a vector has in the graph, and how many are weighed when it comes in. */
  private static final int NEIGHBOURS = 16;

  private static final int WEIGHED = 100;

  private static final int MERGING_THREADS = 1;

  private final Lucene99FlatVectorsFormat vectors =
      new Lucene99FlatVectorsFormat(new WholeNumberScorer());

  /** The format. */
  public GraphVectors() {
    super(NAME);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return new Lucene99HnswVectorsWriter(
        state,
        NEIGHBOURS,
        WEIGHED,
        vectors,
        vectors.fieldsWriter(state),
        MERGING_THREADS,
        null,
        Lucene99HnswVectorsFormat.HNSW_GRAPH_THRESHOLD);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return new Lucene99HnswVectorsReader(state, vectors.fieldsReader(state));
  }

  @Override
  public int getMaxDimensions(String fieldName) {
    return Embedding.DIMENSIONS_MAX;
  }
}
