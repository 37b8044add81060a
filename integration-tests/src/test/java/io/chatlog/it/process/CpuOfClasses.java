package io.chatlog.it.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Writes what each class of tests cost to {@code target/it/cpu.tsv}: seconds of CPU, of this JVM
 * and of all processes below it, seconds on the clock, and the class. A machine that is busy with
 * something else changes the first far less than the second. Found by JUnit itself; where there is
 * no {@code /proc} it writes nothing.
 */
public final class CpuOfClasses implements BeforeAllCallback, AfterAllCallback {
  private static final Namespace HERE = Namespace.create(CpuOfClasses.class);
  private static final Path TABLE = Path.of("target", "it", "cpu.tsv");

  /** Linux counts in hundredths of a second towards programs, whatever its own clock. */
  private static final double TICKS_PER_SECOND = 100;

  /** What {@code /proc/PID/stat} has after the name: user, system, and both of ended children. */
  private static final int USER_TIME = 11;

  private static final int TIMES = 4;

  private record Begin(long ticks, long nanos) {}

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(HERE).put(context.getUniqueId(), new Begin(ticks(), System.nanoTime()));
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Begin begin = context.getStore(HERE).get(context.getUniqueId(), Begin.class);
    if (begin == null || !Files.isReadable(stat(ProcessHandle.current().pid()))) {
      return;
    }
    Files.createDirectories(TABLE.getParent());
    String line =
        "%.1f\t%.1f\t%s%n"
            .formatted(
                (ticks() - begin.ticks()) / TICKS_PER_SECOND,
                (System.nanoTime() - begin.nanos()) / 1e9,
                context.getRequiredTestClass().getName());
    Files.writeString(TABLE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Of this process and of all below it, those included that have ended. */
  private static long ticks() {
    LongStream pids =
        Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
            .mapToLong(ProcessHandle::pid);
    return pids.map(CpuOfClasses::ticksOf).sum();
  }

  private static long ticksOf(long pid) {
    try {
      String line = Files.readString(stat(pid));
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return Stream.of(fields).skip(USER_TIME).limit(TIMES).mapToLong(Long::parseLong).sum();
    } catch (IOException ended) {
      return 0;
    }
  }

  private static Path stat(long pid) {
    return Path.of("/proc", Long.toString(pid), "stat");
  }
}
