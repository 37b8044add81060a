package io.chatlog.exchange.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files of one export. Names come from whoever made it: they tell files apart and are shown,
 * and never lead anywhere on this machine. Not thread-safe.
 */
public interface ExportFiles extends AutoCloseable {
  /** The name of the only file of an export that is no archive. */
  String ONLY = "";

  /**
   * Opens an export: a zip archive, which its first bytes tell, or one file, which may be
   * compressed with gzip or zstd.
   *
   * @throws io.chatlog.exchange.record.UnreadableException when an archive is damaged, or has more
   *     entries than are taken
   */
  static ExportFiles open(Path file, InputLimits limits) throws IOException {
    byte[] magic;
    try (InputStream in = Files.newInputStream(file)) {
      magic = in.readNBytes(4);
    }
    return Expansion.startsWith(magic, 'P', 'K', 3, 4)
            || Expansion.startsWith(magic, 'P', 'K', 5, 6)
        ? ZipExport.open(file, limits)
        : new SingleFile(file, new Expansion(limits));
  }

  /** Whether the files come from an archive. */
  boolean isArchive();

  /** The names of the files, in the order in which they are read. */
  List<String> names();

  /** A file, decompressed and bounded; to be closed before the next one is opened. */
  InputStream open(String name) throws IOException;

  /** Begins another reading: what was read before does not count any more. */
  void restart();

  @Override
  void close() throws IOException;

  /** An export of one file. */
  record SingleFile(Path file, Expansion expansion) implements ExportFiles {
    @Override
    public boolean isArchive() {
      return false;
    }

    @Override
    public List<String> names() {
      return List.of(ONLY);
    }

    @Override
    public InputStream open(String name) throws IOException {
      long bytes = Files.size(file);
      InputStream raw = Files.newInputStream(file);
      try {
        return expansion.of(raw, bytes);
      } catch (IOException | RuntimeException e) {
        raw.close();
        throw e;
      }
    }

    @Override
    public void restart() {
      expansion.restart();
    }

    @Override
    public void close() {}
  }
}
