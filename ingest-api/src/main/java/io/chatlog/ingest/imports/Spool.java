package io.chatlog.ingest.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What was sent, on disk until its import ends: an archive is read from its end, and nothing is
 * written before all of it was looked at. The name of the file is ours.
 */
public final class Spool implements AutoCloseable {
  private static final String PREFIX = "chatlog-import-";

  private final Path file;

  private Spool(Path file) {
    this.file = file;
  }

  /**
   * Receives a stream to its end.
   *
   * @param directory where to; empty for the system's own
   */
  public static Spool receive(InputStream in, String directory) throws IOException {
    Path file =
        directory.isEmpty()
            ? Files.createTempFile(PREFIX, "")
            : Files.createTempFile(Path.of(directory), PREFIX, "");
    try (OutputStream out = Files.newOutputStream(file)) {
      in.transferTo(out);
      return new Spool(file);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
