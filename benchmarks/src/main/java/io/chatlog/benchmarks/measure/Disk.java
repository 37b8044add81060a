package io.chatlog.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on disk, as {@code du} counts them: files that are preallocated count with their blocks.
 */
public final class Disk {
  private Disk() {}

  /** What directories hold that are somewhere below a directory and have a name like that. */
  public static long bytes(Path below, Predicate<String> name) {
    if (!Files.isDirectory(below)) {
      return 0;
    }
    List<String> command = new ArrayList<>(List.of("du", "-scB1"));
    for (Path path : paths(below)) {
      if (Files.isDirectory(path) && name.test(path.getFileName().toString())) {
        command.add(path.toString());
      }
    }
    return command.size() == 2 ? 0 : total(command);
  }

  /** What is below a directory, directories before what they hold; what goes meanwhile may miss. */
  public static List<Path> paths(Path below) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          below,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              found.add(path);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
              found.add(path);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path path, IOException gone) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path path, @Nullable IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Takes a directory away, with all that is in it. */
  public static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long total(List<String> command) {
    try {
      Process du =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String last = printed.strip().lines().reduce("0", (before, line) -> line);
      return Long.parseLong(last.split("\\s")[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
