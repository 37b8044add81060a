package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.ReaderManager;

/** The index of a partition as it was when the view was taken. To be closed. */
public final class IndexView implements AutoCloseable {
  private final ReaderManager readers;
  private final DirectoryReader reader;
  private final EditedMessages edited;
  private final boolean vectorGraph;

  IndexView(ReaderManager readers, EditedMessages edited, boolean vectorGraph) throws IOException {
    this.readers = readers;
    this.reader = readers.acquire();
    this.edited = edited;
    this.vectorGraph = vectorGraph;
  }

  DirectoryReader reader() {
    return reader;
  }

  /** What was edited since, and before. */
  EditedMessages edited() {
    return edited;
  }

  /** Whether vectors are in a graph. */
  boolean vectorGraph() {
    return vectorGraph;
  }

  @Override
  public void close() {
    try {
      readers.release(reader);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
