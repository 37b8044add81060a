package io.chatlog.standalone.upload;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is sent: one file as it is, standard input, or a zip archive made of a directory or of
 * several files. The archive is a temporary file that goes with {@link #close}.
 */
public final class Upload implements AutoCloseable {
  private static final List<String> ENDINGS = List.of(".json", ".jsonl", ".ndjson");
  private static final List<String> PACKINGS = List.of(".gz", ".zst");
  private static final int DEPTH_MAX = 16;

  private final @Nullable Path file;
  private final boolean temporary;

  private Upload(@Nullable Path file, boolean temporary) {
    this.file = file;
    this.temporary = temporary;
  }

  /** What standard input has. */
  public static Upload ofStandardInput() {
    return new Upload(null, false);
  }

  /**
   * One file, or all files with JSON among those that are named and in the directories that are
   * named.
   *
   * @throws IOException when one is not there, or there is no file with JSON in a directory
   */
  public static Upload of(List<Path> paths) throws IOException {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new IOException("there is no such file: " + path);
      }
    }
    return paths.size() == 1 && !Files.isDirectory(paths.getFirst())
        ? new Upload(paths.getFirst(), false)
        : zipped(paths);
  }

  private static Upload zipped(List<Path> paths) throws IOException {
    Path archive = Files.createTempFile("chatlog-upload-", ".zip");
    boolean done = false;
    try (OutputStream out = Files.newOutputStream(archive);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(Deflater.BEST_SPEED);
      long files = 0;
      for (int at = 0; at < paths.size(); at++) {
        Path path = paths.get(at);
        // Files of the same name in several places must not replace each other.
        String prefix = paths.size() == 1 ? "" : (at + 1) + "/";
        files += Files.isDirectory(path) ? directory(path, prefix, zip) : one(path, prefix, zip);
      }
      if (files == 0) {
        throw new IOException("there is no file that ends in .json, .jsonl or .ndjson");
      }
      done = true;
      return new Upload(archive, true);
    } finally {
      if (!done) {
        Files.deleteIfExists(archive);
      }
    }
  }

  private static long directory(Path directory, String prefix, ZipOutputStream zip)
      throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(directory, DEPTH_MAX)) {
      files = walk.filter(Files::isRegularFile).filter(Upload::isJson).sorted().toList();
    }
    for (Path file : files) {
      String name = directory.relativize(file).toString().replace('\\', '/');
      entry(file, prefix + name, zip);
    }
    return files.size();
  }

  private static long one(Path file, String prefix, ZipOutputStream zip) throws IOException {
    if (!isJson(file)) {
      throw new IOException(file + " is no file with JSON: send it alone");
    }
    entry(file, prefix + file.getFileName(), zip);
    return 1;
  }

  private static void entry(Path file, String name, ZipOutputStream zip) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    Files.copy(file, zip);
    zip.closeEntry();
  }

  private static boolean isJson(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (String packing : PACKINGS) {
      if (name.endsWith(packing)) {
        name = name.substring(0, name.length() - packing.length());
      }
    }
    return ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The bytes, from the first one on. */
  public InputStream open() throws IOException {
    return file == null ? System.in : Files.newInputStream(file);
  }

  /** How many there are, if known. */
  public OptionalLong bytes() throws IOException {
    return file == null ? OptionalLong.empty() : OptionalLong.of(Files.size(file));
  }

  @Override
  public void close() throws IOException {
    if (temporary && file != null) {
      Files.deleteIfExists(file);
    }
  }
}
