package io.chatlog.processor.search;

import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;

/**
 * How segments are written: as Lucene does, but for vectors. A segment names the format of its
 * vectors, so that it is read by what wrote it, whatever is chosen here since.
 */
final class IndexCodec extends Lucene104Codec {
  private final KnnVectorsFormat vectors;

  IndexCodec(boolean vectorGraph) {
    vectors = vectorGraph ? new GraphVectors() : new FlatVectors();
  }

  @Override
  public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
    return vectors;
  }
}
