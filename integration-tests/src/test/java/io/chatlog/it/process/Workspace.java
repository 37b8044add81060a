package io.chatlog.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Directories of tests, under {@code target/it/fork-N}: what a failed test left can be looked at.
 */
public final class Workspace {
  private Workspace() {}

  /** An empty directory of that name; what an earlier run left there is taken away. */
  public static Path empty(String name) {
    Path directory = Fork.directory().resolve(name);
    try {
      if (Files.exists(directory)) {
        delete(directory);
      }
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a directory that is there, with all that is in it. */
  public static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
