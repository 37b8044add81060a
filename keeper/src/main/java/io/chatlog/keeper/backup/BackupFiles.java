package io.chatlog.keeper.backup;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.backup.Manifest.DataFile;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** A backup to be read: checked first, then line by line. */
final class BackupFiles {
  /** The largest message, escaped as JSON at its longest, and its metadata. */
  static final int LINE_BYTES_MAX = 16 << 20;

  private static final long MANIFEST_BYTES_MAX = 4 << 20;
  private static final int PIECE_BYTES = 1 << 16;

  private final Path directory;
  private final LineFormat format;
  private final Manifest manifest;

  private BackupFiles(Path directory, LineFormat format, Manifest manifest) {
    this.directory = directory;
    this.format = format;
    this.manifest = manifest;
  }

  /** Takes the lines of a file, some at a time. */
  @FunctionalInterface
  interface Sink {
    void take(List<Line> lines);
  }

  /**
   * Reads what a backup says of itself.
   *
   * @throws ProblemException {@code backup_not_found}, {@code backup_broken}, {@code
   *     backup_not_known}
   */
  static BackupFiles open(Path directory, LineFormat format) {
    Path file = directory.resolve(Manifest.FILE);
    try {
      if (!Files.isRegularFile(file)) {
        throw new ProblemException(
            ErrorCode.BACKUP_NOT_FOUND, directory + " holds no " + Manifest.FILE);
      }
      if (Files.size(file) > MANIFEST_BYTES_MAX) {
        throw broken(Manifest.FILE + " has more than " + MANIFEST_BYTES_MAX + " bytes");
      }
      return new BackupFiles(directory, format, format.readManifest(Files.readAllBytes(file)));
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /**
   * Holds every file to its size and sum, before anything is done with any.
   *
   * @throws ProblemException {@code backup_broken}
   */
  void verify(Progress progress) {
    long total = manifest.files().stream().mapToLong(DataFile::bytes).sum();
    long done = 0;
    for (DataFile file : manifest.files()) {
      progress.at("verify", done, total);
      verify(file);
      done += file.bytes();
    }
    progress.at("verify", done, total);
  }

  private void verify(DataFile file) {
    Path path = directory.resolve(file.name());
    MessageDigest digest = Sha256.digest();
    try (InputStream in = Files.newInputStream(path)) {
      if (Files.size(path) != file.bytes()) {
        throw broken(
            file.name() + " has " + Files.size(path) + " bytes, the manifest says " + file.bytes());
      }
      byte[] piece = new byte[PIECE_BYTES];
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    } catch (NoSuchFileException missing) {
      throw broken(file.name() + " is missing");
    } catch (IOException failure) {
      throw unreadable(failure);
    }
    if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
      throw broken(file.name() + " is not what was written: its SHA-256 is another one");
    }
  }

  /**
   * Reads the lines of a file in their order.
   *
   * @param linesMax the most lines at a time
   * @param bytesMax about the most bytes at a time; a longer line comes alone
   */
  void read(DataFile file, int linesMax, int bytesMax, Sink sink) {
    try (InputStream in =
        new BufferedInputStream(
            new ZstdInputStreamNoFinalizer(
                new BufferedInputStream(Files.newInputStream(directory.resolve(file.name())))),
            PIECE_BYTES)) {
      ByteArrayOutputStream some = new ByteArrayOutputStream(PIECE_BYTES);
      int lines = 0;
      int lineBytes = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        some.write(c);
        if (c != '\n') {
          if (++lineBytes > LINE_BYTES_MAX) {
            throw broken(file.name() + " has a line of more than " + LINE_BYTES_MAX + " bytes");
          }
          continue;
        }
        lineBytes = 0;
        if (++lines == linesMax || some.size() >= bytesMax) {
          sink.take(format.read(some.toByteArray()));
          some.reset();
          lines = 0;
        }
      }
      if (lineBytes > 0) {
        throw broken(file.name() + " ends in the middle of a line");
      }
      if (lines > 0) {
        sink.take(format.read(some.toByteArray()));
      }
    } catch (IOException failure) {
      throw unreadable(failure);
    }
  }

  static ProblemException broken(String detail) {
    return new ProblemException(ErrorCode.BACKUP_BROKEN, detail);
  }

  private static ProblemException unreadable(IOException failure) {
    return new ProblemException(
        ErrorCode.STORAGE_FAILED, "the backup could not be read: " + failure);
  }
}
