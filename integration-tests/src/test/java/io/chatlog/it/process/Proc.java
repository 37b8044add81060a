package io.chatlog.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What Linux tells of a process in {@code /proc}. */
public final class Proc {
  private static final int KIB = 1024;

  /** {@code USER_HZ}, which is 100 on every architecture that runs a JVM. */
  private static final int TICKS_PER_SECOND = 100;

  private Proc() {}

  /** Resident memory in bytes, everything in: heap, native, mapped files that are in memory. */
  public static long residentBytes(long pid) {
    return statusKib(pid, "VmRSS:") * KIB;
  }

  /** The most resident memory in bytes that the process ever had. */
  public static long residentBytesPeak(long pid) {
    return statusKib(pid, "VmHWM:") * KIB;
  }

  /** CPU time of all threads, in user and kernel mode. */
  public static Duration cpu(long pid) {
    String stat = read(pid, "stat");
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * 1_000 / TICKS_PER_SECOND);
  }

  private static long statusKib(long pid, String field) {
    String line =
        read(pid, "status")
            .lines()
            .filter(text -> text.startsWith(field))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
