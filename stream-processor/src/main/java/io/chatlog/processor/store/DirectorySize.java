package io.chatlog.processor.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The bytes of the files in a directory that others write to. Thread-safe. */
record DirectorySize(Path directory) {

  /** The bytes now; 0 when the directory cannot be read. */
  long bytes() {
    long bytes = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        bytes += size(file);
      }
    } catch (IOException unreadable) {
      return bytes;
    }
    return bytes;
  }

  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0; // compacted away meanwhile
    }
  }
}
