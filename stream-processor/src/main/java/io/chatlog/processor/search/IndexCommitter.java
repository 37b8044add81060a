package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexWriter;

/**
 * Commits an index in two steps. The first settles what the commit holds, exactly what the index
 * holds then, and writes it; it is quick, and done by the thread that changes the index. The second
 * waits for the disk and makes the commit valid, in the background, while the index changes on.
 * Until then the commit before is the valid one, whatever happens.
 *
 * <p>One commit at a time. Not thread-safe but for the figures and {@link #underWay}; its owner
 * guards it.
 */
final class IndexCommitter {
  private final IndexWriter writer;
  private final LazySyncDirectory directory;
  private final Executor background;
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong beginNanos = new AtomicLong();
  private final AtomicLong finishNanos = new AtomicLong();
  private volatile CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);

  /**
   * @param background waits for the disk
   */
  IndexCommitter(IndexWriter writer, LazySyncDirectory directory, Executor background) {
    this.writer = writer;
    this.directory = directory;
    this.background = background;
  }

  /** Whether the commit begun last is not valid yet. */
  boolean isUnderWay() {
    return !underWay.isDone();
  }

  /**
   * Begins a commit; the one before must not be under way.
   *
   * @param data what the commit says about itself
   * @param done called when the commit is valid, by the thread that waited for the disk
   * @throws IOException when this commit cannot be written, or the one before could not
   */
  void begin(Map<String, String> data, Runnable done) throws IOException {
    await();
    long start = System.nanoTime();
    writer.setLiveCommitData(data.entrySet());
    directory.putOff();
    writer.prepareCommit();
    beginNanos.addAndGet(System.nanoTime() - start);
    underWay =
        CompletableFuture.runAsync(
            () -> {
              finish();
              done.run();
            },
            background);
  }

  private void finish() {
    long start = System.nanoTime();
    try {
      directory.syncFiles();
      writer.commit();
      directory.syncNames();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    commits.incrementAndGet();
    finishNanos.addAndGet(System.nanoTime() - start);
  }

  /**
   * Waits until no commit is under way.
   *
   * @throws IOException when the last one could not be made valid
   */
  void await() throws IOException {
    underWay().await();
  }

  /** The commit begun last, to be waited for by whoever does not guard this. */
  UnderWay underWay() {
    return new UnderWay(underWay);
  }

  /** A commit that was begun. */
  record UnderWay(CompletableFuture<Void> commit) {
    /**
     * Waits until it is valid.
     *
     * @throws IOException when it could not be made so
     */
    void await() throws IOException {
      try {
        commit.join();
      } catch (CompletionException failed) {
        throw new IOException("the last commit of the index failed", failed.getCause());
      }
    }
  }

  /** How many commits became valid. */
  long commits() {
    return commits.get();
  }

  /** How long the threads that change the index were held up. */
  long beginNanos() {
    return beginNanos.get();
  }

  /** How long the background waited for the disk. */
  long finishNanos() {
    return finishNanos.get();
  }
}
