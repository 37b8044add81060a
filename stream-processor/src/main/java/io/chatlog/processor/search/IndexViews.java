package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.store.AlreadyClosedException;

/**
 * The view of an index that its searches share, and when it is opened anew: at once for who wants
 * what it has not seen, and as {@link ViewBudget} allows for who does not say. To open one costs
 * about a microsecond when nothing changed and some milliseconds otherwise; those that wait for one
 * at the same time share it.
 *
 * <p>Also where faults of the disk become what a search throws. Thread-safe.
 */
final class IndexViews {
  private final ReaderManager readers;
  private final EditedMessages edited;
  private final Supplier<? extends RuntimeException> closed;
  private volatile Consumer<Throwable> damaged = fault -> {};

  // fair: whoever waits for a view is not passed by those that come later
  private final ReentrantLock refreshing = new ReentrantLock(true);
  private final ViewBudget budget = new ViewBudget(System::nanoTime);

  /** No view has an edit behind this one. */
  private volatile long seenEdit = Long.MIN_VALUE;

  private volatile long shown = Long.MIN_VALUE;
  private volatile long refreshes;

  /**
   * @param edited what is edited while there are views
   * @param closed what to throw once the index is closed
   */
  IndexViews(IndexWriter writer, EditedMessages edited, Supplier<? extends RuntimeException> closed)
      throws IOException {
    this.readers = new ReaderManager(writer, true, false);
    this.edited = edited;
    this.closed = closed;
  }

  /** Has it told when files turn out to be damaged. */
  void onDamage(Consumer<Throwable> listener) {
    damaged = listener;
  }

  /** Opens one that sees every change applied so far. */
  void refresh() {
    long seen = refreshes;
    refreshing(
        () -> {
          if (refreshes == seen) { // else one was opened that began after this call
            open();
          }
        });
  }

  /** See {@link SearchReads#show}. */
  long show(long applied, long wanted) {
    if (shown < applied) {
      refreshing(
          () -> {
            if (shown < wanted || (shown < applied && budget.allows())) {
              long began = System.nanoTime();
              open();
              shown = Math.max(shown, applied);
              budget.spent(began);
            }
          });
    }
    return shown;
  }

  /** Opens a view; counted before it is, so that who comes meanwhile does not take it for its. */
  private void open() throws IOException {
    refreshes++;
    seenEdit = Long.MAX_VALUE; // a view may be taken before it is known what is in it
    readers.maybeRefreshBlocking();
    seenEdit = edited.last();
  }

  /** See {@link SearchReads#sawEditsBehind}. */
  boolean sawEditsBehind(long offset) {
    return Math.min(seenEdit, edited.last()) > offset;
  }

  private void refreshing(IoAction action) {
    refreshing.lock();
    try {
      run(action);
    } finally {
      refreshing.unlock();
    }
  }

  /** Reads of the view as it was last opened. */
  <T> T read(IoFunction<DirectoryReader, T> read) {
    return get(
        () -> {
          DirectoryReader reader = readers.acquire();
          try {
            return read.apply(reader);
          } finally {
            readers.release(reader);
          }
        });
  }

  /** What hands out the view, for who keeps it longer than a call. */
  ReaderManager readers() {
    return readers;
  }

  /** Does something with the index, whose faults become what a search throws. */
  void run(IoAction action) {
    get(
        () -> {
          action.run();
          return true;
        });
  }

  /** Asks the index something; faults become what a search throws. */
  <T> T get(IoSupplier<T> asked) {
    try {
      return asked.get();
    } catch (AlreadyClosedException gone) {
      throw closed.get();
    } catch (IOException broken) {
      if (IndexFiles.isUnreadable(broken)) { // as good as closed
        damaged.accept(broken);
        throw closed.get();
      }
      throw new UncheckedIOException(broken);
    }
  }

  /** Tells that files are damaged. */
  void damaged(IOException broken) {
    damaged.accept(broken);
  }

  /** Ends searches; those under way end as they began. */
  void close() throws IOException {
    readers.close();
  }

  @FunctionalInterface
  interface IoAction {
    void run() throws IOException;
  }

  @FunctionalInterface
  interface IoSupplier<T> {
    T get() throws IOException;
  }

  @FunctionalInterface
  interface IoFunction<A, B> {
    B apply(A value) throws IOException;
  }
}
