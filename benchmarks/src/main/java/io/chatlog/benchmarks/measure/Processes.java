package io.chatlog.benchmarks.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * CPU time and memory of processes and all of their descendants, as Linux tells them in {@code
 * /proc} (proc_pid_stat(5), proc_pid_status(5)).
 */
public final class Processes {
  /** {@code USER_HZ}, which is 100 on every architecture that runs a JVM. */
  private static final long MICROS_PER_TICK = 10_000;

  private static final int USER_TICKS = 11;
  private static final int CHILDREN_SYSTEM_TICKS = 14;
  private static final int KIB = 1024;

  private Processes() {}

  /** User and system time so far, children that ended and were waited for included. */
  public static long cpuMicros(List<Long> pids) {
    long ticks = 0;
    for (long pid : family(pids)) {
      String[] stat = stat(pid);
      for (int field = USER_TICKS; field < stat.length && field <= CHILDREN_SYSTEM_TICKS; field++) {
        ticks += Long.parseLong(stat[field]);
      }
    }
    return ticks * MICROS_PER_TICK;
  }

  /** Resident memory. What several processes share counts once for each of them. */
  public static long residentBytes(List<Long> pids) {
    long bytes = 0;
    for (long pid : family(pids)) {
      for (String line : read(pid, "status").split("\n")) {
        if (line.startsWith("VmRSS:")) {
          bytes += Long.parseLong(line.replaceAll("\\D", "")) * KIB;
        }
      }
    }
    return bytes;
  }

  /** Whether a process was stopped by a signal. */
  public static boolean standsStill(long pid) {
    String[] stat = stat(pid);
    return stat.length > 0 && stat[0].equals("T");
  }

  private static Set<Long> family(List<Long> pids) {
    Set<Long> family = new HashSet<>(pids);
    for (long pid : pids) {
      ProcessHandle.of(pid)
          .ifPresent(
              handle ->
                  family.addAll(
                      handle.descendants().map(ProcessHandle::pid).collect(Collectors.toSet())));
    }
    return family;
  }

  /** The fields behind the name, which may hold blanks: the first is the state. */
  private static String[] stat(long pid) {
    String text = read(pid, "stat");
    return text.isEmpty() ? new String[0] : text.substring(text.lastIndexOf(')') + 2).split(" ");
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (NoSuchFileException gone) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
