package io.chatlog.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    try (Stream<Path> paths = Files.walk(below)) {
      paths
          .filter(path -> Files.isDirectory(path) && name.test(path.getFileName().toString()))
          .forEach(path -> command.add(path.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return command.size() == 2 ? 0 : total(command);
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
