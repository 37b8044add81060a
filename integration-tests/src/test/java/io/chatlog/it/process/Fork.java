package io.chatlog.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The test JVM that this is, among those that run at the same time: each has directories and ports
 * of its own. A number is held by a lock on a file, for as long as the JVM lives.
 */
public final class Fork {
  /** How many there may be. */
  static final int COUNT_MAX = 4;

  private static final Path ALL = Path.of("target", "it").toAbsolutePath();
  private static final Held HELD = take();

  /** The channel is never closed: it holds the lock. */
  private record Held(int number, FileChannel lock) {}

  private Fork() {}

  /** From 1 to {@link #COUNT_MAX}. */
  static int number() {
    return HELD.number();
  }

  /** Where it may write: under {@code target/it}. */
  public static Path directory() {
    return ALL.resolve("fork-" + HELD.number());
  }

  private static Held take() {
    try {
      Files.createDirectories(ALL);
      for (int number = 1; number <= COUNT_MAX; number++) {
        FileChannel channel =
            FileChannel.open(
                ALL.resolve("fork-" + number + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (channel.tryLock() != null) {
          return new Held(number, channel);
        }
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("more than " + COUNT_MAX + " test JVMs at once");
  }
}
