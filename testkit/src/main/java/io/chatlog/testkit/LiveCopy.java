package io.chatlog.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a kill would leave of the files of a process, as they are at one moment. Files are copied
 * one after the other while they are written, and those of RocksDB name each other: a copy is one
 * moment's only if the same files were there, as long, before it and after it. Others are made
 * anew.
 */
public final class LiveCopy {
  private static final int ATTEMPTS = 1_000;

  private LiveCopy() {}

  /**
   * Copies a directory with all that is in it, but for locks.
   *
   * @param from is written to meanwhile, or is not
   * @param to does not exist, or is taken away before
   * @throws IOException if files cannot be read or written, or never hold still
   */
  public static void copy(Path from, Path to) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      delete(to);
      try {
        Map<Path, Long> before = sizes(from);
        copyFiles(from, to);
        if (sizes(from).equals(before)) {
          return;
        }
      } catch (NoSuchFileException gone) {
        continue; // between its listing and its copy
      } catch (UncheckedIOException gone) {
        if (!(gone.getCause() instanceof NoSuchFileException)) {
          throw gone.getCause();
        }
      }
    }
    throw new IOException(from + " was written to during each of " + ATTEMPTS + " copies of it");
  }

  private static void copyFiles(Path from, Path to) throws IOException {
    for (Path file : list(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else if (!isLock(file)) {
        Files.copy(file, target);
      }
    }
  }

  /** The length of each file, bytes; of what RocksDB says to its operators only that it is. */
  private static Map<Path, Long> sizes(Path directory) throws IOException {
    Map<Path, Long> sizes = new TreeMap<>();
    for (Path file : list(directory)) {
      boolean told = Files.isDirectory(file) || file.getFileName().toString().startsWith("LOG");
      sizes.put(file, told ? 0L : Files.size(file));
    }
    return sizes;
  }

  private static boolean isLock(Path file) {
    return file.endsWith("write.lock") || file.endsWith(".lock");
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.toList();
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      for (Path file : list(directory).stream().sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
