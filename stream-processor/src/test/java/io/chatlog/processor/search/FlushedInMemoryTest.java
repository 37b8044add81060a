package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.junit.jupiter.api.Test;

class FlushedInMemoryTest {
  @Test
  void aViewLeavesNothingOnDiskBeforeACommit() throws IOException {
    try (ByteBuffersDirectory disk = new ByteBuffersDirectory();
        IndexWriter writer =
            new IndexWriter(
                new FlushedInMemory(new NRTCachingDirectory(disk, 1, 1)),
                new IndexWriterConfig().setCommitOnClose(false))) {
      Document document = new Document();
      document.add(new StringField("id", "a", Field.Store.NO));
      writer.addDocument(document);
      try (DirectoryReader view = DirectoryReader.open(writer)) {
        assertThat(view.numDocs()).isEqualTo(1);
        assertThat(disk.listAll()).isEmpty();
      }
      writer.commit();
      try (DirectoryReader view = DirectoryReader.open(disk)) {
        assertThat(view.numDocs()).isEqualTo(1);
        view.leaves().getFirst().reader().checkIntegrity();
      }
    }
  }
}
