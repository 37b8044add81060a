package io.chatlog.processor.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The search indexes on this node's disk, {@code <root>/<store>/<partition>}, open or left behind.
 *
 * <p>An index outlives its task's directory on purpose: Streams empties that directory after a
 * crash, and the index need not go with it. So what remains of partitions that have moved elsewhere
 * must be swept up here: {@link #sweep} is to be called every minute or so.
 *
 * <p>One instance of the processor, one root. Thread-safe.
 */
public final class PartitionIndexes {
  /** How long the index of a partition is kept that this node holds no more: it may come back. */
  public static final Duration KEEP = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(PartitionIndexes.class);
  private static final int WAITING_MAX = 1_000;
  private static final long IDLE_SECONDS = 10;
  private static final String ABANDONED = ".abandoned";

  private final Path root;
  private final IndexSettings settings;
  private final InstantSource clock;
  private final Executor background;
  private final Map<Path, DurableIndex> open = new HashMap<>();
  private final Map<DurableIndex, RowFiles> rows = new HashMap<>();
  private final Map<Path, Instant> unusedSince = new HashMap<>();
  private volatile Runnable reopening = () -> {};

  /** Indexes under a root, which is made when the first is opened. */
  public PartitionIndexes(Path root, IndexSettings settings, InstantSource clock) {
    this.root = root;
    this.settings = settings;
    this.clock = clock;
    // one thread while there is something to wait for; each open index has one task at most
    this.background =
        new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("index-disk").factory(),
            new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /**
   * Has all indexes opened anew when the files of one are damaged: that one begins with nothing
   * then.
   *
   * @param all closes and opens them soon, by another thread
   */
  public void onDamage(Runnable all) {
    reopening = all;
  }

  /**
   * Opens the index of a partition.
   *
   * @param files those of the rows that the index is derived from, to be tended to along with it
   * @param closed what searches throw once the index is closed
   * @throws UncheckedIOException when it cannot be read or written, or is open
   */
  public synchronized DurableIndex open(
      String store,
      int partition,
      IndexExpectation expected,
      RowFiles files,
      Supplier<? extends RuntimeException> closed) {
    Path path = root.resolve(store).resolve(Integer.toString(partition));
    DurableIndex index =
        DurableIndex.open(path, partition, expected, settings, clock, background, closed);
    index.onDamage(() -> reopening.run());
    open.put(path, index);
    rows.put(index, files);
    unusedSince.remove(path);
    return index;
  }

  /** Closes an index; its files stay for {@link #KEEP}. */
  public void close(DurableIndex index) {
    try {
      index.close();
    } finally {
      synchronized (this) {
        open.values().remove(index);
        rows.remove(index);
      }
    }
  }

  /** How the open indexes stand. */
  public List<IndexFigures> figures() {
    Map<Path, DurableIndex> now;
    synchronized (this) {
      now = new HashMap<>(open);
    }
    List<IndexFigures> figures = new ArrayList<>();
    now.forEach(
        (path, index) -> {
          Path name = root.relativize(path);
          index
              .figures(name.getName(0).toString(), Integer.parseInt(name.getName(1).toString()))
              .ifPresent(figures::add);
        });
    return figures;
  }

  /**
   * Leaves nothing on disk, in index or rows, of what was deleted before a moment. Takes as long as
   * writing the files of those partitions anew.
   */
  public void scrub(Instant before) {
    held()
        .forEach(
            (index, files) -> {
              if (index.hasDeletionsBefore(before)) {
                files.compact();
                index.scrub();
              }
            });
  }

  private synchronized Map<DurableIndex, RowFiles> held() {
    return new HashMap<>(rows);
  }

  /** Tends to indexes in which nothing changes; to be called every second or so. */
  public void rest() {
    held().keySet().forEach(DurableIndex::rest);
  }

  /**
   * Writes to disk what is waiting for that in indexes and rows that rest, and deletes the indexes
   * of partitions that this node has not held for {@link #KEEP}. What cannot be deleted is tried
   * again the next time.
   */
  public void sweep() {
    held()
        .forEach(
            (index, files) -> {
              index.lookForDamage();
              index.touch();
              files.touch();
            });
    try {
      for (Path abandoned : abandon()) {
        delete(abandoned);
      }
    } catch (IOException | UncheckedIOException broken) {
      LOG.warn("search indexes that were left behind under {} could not be deleted", root, broken);
    }
  }

  /** Puts what was unused for long out of the way, in one step, and names all that is to go. */
  private synchronized List<Path> abandon() throws IOException {
    Instant now = clock.instant();
    List<Path> abandoned = new ArrayList<>();
    for (Path store : children(root)) {
      for (Path path : children(store)) {
        if (path.toString().endsWith(ABANDONED)) {
          abandoned.add(path);
        } else if (!open.containsKey(path)
            && !now.isBefore(unusedSince.computeIfAbsent(path, key -> now).plus(KEEP))) {
          Path away = path.resolveSibling(path.getFileName() + ABANDONED);
          if (!Files.exists(away)) {
            Files.move(path, away, StandardCopyOption.ATOMIC_MOVE);
            unusedSince.remove(path);
            abandoned.add(away);
          }
        }
      }
    }
    return abandoned;
  }

  private static List<Path> children(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.filter(Files::isDirectory).toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException broken)
              throws IOException {
            if (broken != null) {
              throw broken;
            }
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
    LOG.info("deleted the search index in {}: this node holds its partition no more", directory);
  }
}
