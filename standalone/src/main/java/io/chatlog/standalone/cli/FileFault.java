package io.chatlog.standalone.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says why a file cannot be used, without the names of exceptions. */
final class FileFault {
  private FileFault() {}

  /**
   * Why a file cannot be written.
   *
   * @param file which it was to be
   */
  static String ofWriting(Path file, IOException fault) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      return "there is no directory " + directory;
    }
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    return why(fault);
  }

  /** Why a file cannot be used. */
  static String why(IOException fault) {
    if (fault instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (fault instanceof AccessDeniedException) {
      return "permission denied";
    }
    String said =
        fault instanceof FileSystemException ofFile && ofFile.getReason() != null
            ? ofFile.getReason()
            : fault.getMessage();
    return said == null || said.isBlank() ? fault.toString() : said;
  }
}
