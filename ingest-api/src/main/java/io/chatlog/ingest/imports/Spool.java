package io.chatlog.ingest.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * What was sent, on disk until its import ends: an archive is read from its end, and nothing is
 * written before all of it was looked at. The name of the file is ours.
 *
 * <p>A process that is killed leaves its files behind. Beside each stands a file that is locked for
 * as long as the process lives, so {@link #sweep} tells what nobody reads any more.
 */
public final class Spool implements AutoCloseable {
  private static final String PREFIX = "chatlog-import-";
  private static final String BODY = ".body";
  private static final String LOCK = ".lock";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final Path lockFile;
  private final FileChannel lock;

  private Spool(Path directory) throws IOException {
    this.lockFile = Files.createTempFile(directory, PREFIX, LOCK);
    this.lock = FileChannel.open(lockFile, StandardOpenOption.WRITE);
    this.file = body(lockFile);
    lock.lock();
  }

  /**
   * Receives a stream to its end.
   *
   * @param directory where to; empty for the system's own
   */
  public static Spool receive(InputStream in, String directory) throws IOException {
    Spool spool = new Spool(path(directory));
    try (OutputStream out = Files.newOutputStream(Files.createFile(spool.file, OWNER_ONLY))) {
      in.transferTo(out);
      return spool;
    } catch (IOException | RuntimeException e) {
      spool.close();
      throw e;
    }
  }

  /**
   * Deletes what processes that are gone have left.
   *
   * @param directory as for {@link #receive}
   * @return how many bodies were deleted
   * @throws IOException when the directory cannot be listed
   */
  public static int sweep(String directory) throws IOException {
    int deleted = 0;
    try (DirectoryStream<Path> locks =
        Files.newDirectoryStream(path(directory), PREFIX + "*" + LOCK)) {
      for (Path left : locks) {
        deleted += deleteUnlessLocked(left);
      }
    }
    return deleted;
  }

  private static int deleteUnlessLocked(Path left) {
    try (FileChannel channel = FileChannel.open(left, StandardOpenOption.WRITE)) {
      if (channel.tryLock() == null) {
        return 0;
      }
      boolean deleted = Files.deleteIfExists(body(left));
      Files.deleteIfExists(left);
      return deleted ? 1 : 0;
    } catch (IOException | OverlappingFileLockException inUse) {
      return 0; // of another user, gone meanwhile, or of this very process
    }
  }

  private static Path body(Path lockFile) {
    String name = String.valueOf(lockFile.getFileName());
    return lockFile.resolveSibling(name.substring(0, name.length() - LOCK.length()) + BODY);
  }

  private static Path path(String directory) {
    return Path.of(directory.isEmpty() ? System.getProperty("java.io.tmpdir", "/tmp") : directory);
  }

  /** Where it is. */
  public Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(lockFile);
    lock.close();
  }
}
