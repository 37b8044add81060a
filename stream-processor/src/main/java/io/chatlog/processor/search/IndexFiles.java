package io.chatlog.processor.search;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFileNames;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.NRTCachingDirectory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of an index, and the writer that alone may change them.
 *
 * @param directory to be closed after the writer
 * @param found what the last commit says; empty when the index was empty or had to be emptied
 */
record IndexFiles(LazySyncDirectory directory, IndexWriter writer, Optional<IndexCommit> found) {
  private static final Logger LOG = LoggerFactory.getLogger(IndexFiles.class);
  private static final double BYTES_PER_MB = 1 << 20;
  private static final int COMMITS_MAX = 10;

  /** Opens an index; empties it first when it is not as expected, or cannot be read. */
  static IndexFiles open(Path path, IndexExpectation expected, IndexSettings settings)
      throws IOException {
    Files.createDirectories(path);
    Directory files = FSDirectory.open(path);
    try {
      try {
        Optional<IndexCommit> found = latest(files);
        String fault =
            found.isEmpty()
                ? "it holds no commit of ours"
                : found.get().fault(expected, settings.schema());
        if (fault == null) {
          return opened(files, settings, found);
        }
        empty(files, path, fault);
      } catch (IOException broken) {
        if (!isUnreadable(broken)) {
          throw broken;
        }
        empty(files, path, broken.toString());
      }
      return opened(files, settings, Optional.empty());
    } catch (Throwable failed) {
      files.close();
      throw failed;
    }
  }

  private static Optional<IndexCommit> latest(Directory files) throws IOException {
    return DirectoryReader.indexExists(files)
        ? IndexCommit.parse(SegmentInfos.readLatestCommit(files).getUserData())
        : Optional.empty();
  }

  private static IndexFiles opened(
      Directory files, IndexSettings settings, Optional<IndexCommit> found) throws IOException {
    LazySyncDirectory cached =
        new LazySyncDirectory(
            new FlushedInMemory(
                new NRTCachingDirectory(
                    files,
                    settings.cachedSegmentBytesMax() / BYTES_PER_MB,
                    settings.cacheBytesMax() / BYTES_PER_MB)));
    IndexWriter writer = writer(cached, settings);
    try {
      DirectoryReader.open(writer).close(); // reads the heads and tails of all files
    } catch (Throwable broken) {
      writer.rollback();
      throw broken;
    }
    return new IndexFiles(cached, writer, found);
  }

  static IndexWriter writer(Directory directory, IndexSettings settings) throws IOException {
    ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
    merges.setMaxMergesAndThreads(settings.mergesMax(), 1);
    return new IndexWriter(
        directory,
        new IndexWriterConfig(ChatAnalyzer.forThreads(ChatAnalyzer.Use.CONTENT))
            .setCodec(new IndexCodec(settings.vectorGraph()))
            .setSimilarity(ChatSimilarity.INSTANCE)
            .setRAMBufferSizeMB(settings.bufferBytes() / BYTES_PER_MB)
            .setMergePolicy(new SegmentMerges())
            .setMergeScheduler(merges)
            .setMaxFullFlushMergeWaitMillis(0)
            .setCommitOnClose(false));
  }

  private static void empty(Directory files, Path path, String why) throws IOException {
    try (Lock lock = files.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      String[] names = files.listAll();
      if (names.length > 1) {
        LOG.info("the search index in {} is built anew: {}", path, why);
      }
      for (String name : names) {
        if (!name.equals(IndexWriter.WRITE_LOCK_NAME)) {
          files.deleteFile(name);
        }
      }
      lock.ensureValid();
    }
  }

  /**
   * Bytes of all files that a writer has, those that are in memory only included, and of its
   * buffer.
   */
  static long bytes(IndexWriter writer) throws IOException {
    long bytes = writer.ramBytesUsed();
    Directory files = writer.getDirectory();
    for (String name : files.listAll()) {
      try {
        bytes += files.fileLength(name);
      } catch (NoSuchFileException | FileNotFoundException merged) {
        continue; // merged into another one meanwhile
      }
    }
    return bytes;
  }

  /** Whether files are damaged or missing, rather than the disk or this program at fault. */
  static boolean isUnreadable(@Nullable Throwable broken) {
    return broken instanceof CorruptIndexException
        || broken instanceof IndexFormatTooOldException
        || broken instanceof IndexFormatTooNewException
        || broken instanceof FileNotFoundException
        || broken instanceof NoSuchFileException
        || broken instanceof EOFException;
  }

  /**
   * Closes without writing: what is on disk is the last commit.
   *
   * @param damaged whether that is not to be opened again: the next opening begins with nothing
   */
  void rollback(boolean damaged) throws IOException {
    boolean condemned = damaged || isUnreadable(writer.getTragicException());
    try {
      writer.rollback();
      if (condemned) {
        forgetCommits();
      }
    } finally {
      directory.close();
    }
  }

  private void forgetCommits() throws IOException {
    for (String name : directory.listAll()) {
      if (name.startsWith(IndexFileNames.SEGMENTS)) {
        directory.deleteFile(name);
      }
    }
  }

  /**
   * Reads every file of the index as it was when it was last opened for searches.
   *
   * @throws CorruptIndexException when one is not as it was written
   */
  static void check(DirectoryReader reader, Runnable tick) throws IOException {
    for (LeafReaderContext leaf : reader.leaves()) {
      tick.run();
      leaf.reader().checkIntegrity();
    }
  }

  /**
   * Reads every file of the last commit from the disk. What was opened for searches may be a copy
   * in memory, made before the file was written, so that only the next start would meet the damage.
   *
   * @throws CorruptIndexException when one is not as it was written
   */
  static void checkCommit(Directory files, Runnable tick) throws IOException {
    for (int look = 1; DirectoryReader.indexExists(files); look++) {
      SegmentInfos commit = SegmentInfos.readLatestCommit(files);
      try {
        for (String name : commit.files(true)) {
          tick.run();
          try (IndexInput file = files.openInput(name, IOContext.READONCE)) {
            CodecUtil.checksumEntireFile(file);
          }
        }
        return;
      } catch (NoSuchFileException | FileNotFoundException gone) {
        // another commit took its place meanwhile, or else it is missing
        if (look == COMMITS_MAX
            || SegmentInfos.getLastCommitGeneration(files) == commit.getGeneration()) {
          throw gone;
        }
      }
    }
  }
}
