package io.chatlog.processor.search;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/** The terms of an index on disk, those of deleted documents included. */
public final class IndexTerms {
  private IndexTerms() {}

  /**
   * Visits every term.
   *
   * @param directory of an index, which may be in use
   * @param visitor is given the field and the term, which changes after the call
   * @throws IOException when the files cannot be read, or went away meanwhile
   */
  public static void visit(Path directory, BiConsumer<String, ByteBuffer> visitor)
      throws IOException {
    try (FSDirectory index = FSDirectory.open(directory);
        DirectoryReader reader = DirectoryReader.open(index)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        for (FieldInfo field : leaf.reader().getFieldInfos()) {
          Terms terms = leaf.reader().terms(field.name);
          if (terms != null) {
            visit(field.name, terms.iterator(), visitor);
          }
        }
      }
    }
  }

  private static void visit(String field, TermsEnum terms, BiConsumer<String, ByteBuffer> visitor)
      throws IOException {
    for (BytesRef term = terms.next(); term != null; term = terms.next()) {
      visitor.accept(field, ByteBuffer.wrap(term.bytes, term.offset, term.length));
    }
  }
}
