package io.chatlog.standalone.directory;

import io.chatlog.standalone.role.StartRefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which a process keeps its data, held against a second process.
 *
 * <p>Each part ({@code kafka}, {@code state}) is a directory with a lock of its own, so that a
 * broker and a processor may share a data directory while two brokers may not. The operating system
 * lets go of the locks when the process dies, however it dies.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK_SUFFIX = ".lock";
  private static final int PROCESS_ID_BYTES_MAX = 20;

  private final Path root;
  private final List<FileChannel> locks;

  private DataDirectory(Path root, List<FileChannel> locks) {
    this.root = root;
    this.locks = locks;
  }

  /**
   * Makes the directory and takes the parts named.
   *
   * @throws StartRefusedException when another process has one of them, or the directory cannot be
   *     written
   */
  public static DataDirectory open(Path root, String... parts) throws StartRefusedException {
    Path absolute = root.toAbsolutePath().normalize();
    List<FileChannel> locks = new ArrayList<>();
    DataDirectory directory = new DataDirectory(absolute, locks);
    try {
      for (String part : parts) {
        Files.createDirectories(directory.part(part));
        locks.add(lock(absolute, part));
      }
      return directory;
    } catch (IOException e) {
      directory.close();
      throw new StartRefusedException(
          "the data directory %s cannot be written (%s): choose another with --data-dir"
              .formatted(absolute, e),
          e);
    } catch (StartRefusedException e) {
      directory.close();
      throw e;
    }
  }

  /** The directory itself, absolute. */
  public Path root() {
    return root;
  }

  /** Where a part keeps its files. */
  public Path part(String name) {
    return root.resolve(name);
  }

  /** Lets go of the parts. */
  @Override
  public void close() {
    for (FileChannel lock : locks) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new IllegalStateException("a lock in " + root + " cannot be closed", e);
      }
    }
    locks.clear();
  }

  private static FileChannel lock(Path root, String part)
      throws IOException, StartRefusedException {
    FileChannel channel =
        FileChannel.open(
            root.resolve(part + LOCK_SUFFIX),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new StartRefusedException(
            "the data directory %s is in use by another chatlog (process %s): stop that one, or choose another with --data-dir"
                .formatted(root, holder(channel)));
      }
      channel.truncate(0);
      String processId = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(processId.getBytes(StandardCharsets.US_ASCII)), 0);
      return channel;
    } catch (IOException | StartRefusedException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    ByteBuffer processId = ByteBuffer.allocate(PROCESS_ID_BYTES_MAX);
    channel.read(processId, 0);
    String digits = StandardCharsets.US_ASCII.decode(processId.flip()).toString();
    return digits.matches("\\d+") ? digits : "unknown";
  }
}
