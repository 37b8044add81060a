package io.chatlog.processor.search;

import java.io.IOException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FlushInfo;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/**
 * Has all files of a segment kept in memory that a cache keeps most of. Lucene says what a file is
 * written for, which tells the cache how large the segment is, but not of six files of each new
 * segment, and those were made on disk, and taken away again, whenever a view was opened. All of
 * them are small: no document has a stored field.
 */
final class FlushedInMemory extends FilterDirectory {
  /** What names of files of a segment begin with; commits have others, and go to disk. */
  private static final String SEGMENT = "_";

  private static final IOContext SMALL = IOContext.flush(new FlushInfo(1, 0));

  /**
   * @param cache keeps small files in memory until they are to be on disk
   */
  FlushedInMemory(Directory cache) {
    super(cache);
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    return in.createOutput(name, name.startsWith(SEGMENT) ? of(context) : context);
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    return in.createTempOutput(prefix, suffix, of(context));
  }

  private static IOContext of(IOContext context) {
    return context.flushInfo() == null && context.mergeInfo() == null ? SMALL : context;
  }
}
