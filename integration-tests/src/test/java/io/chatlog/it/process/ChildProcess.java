package io.chatlog.it.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A JVM that runs one command of {@code ./chatlog}. It is killed when this JVM ends, however that
 * ends. Its output goes to a file. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
  private static final Duration DEATH_MAX = Duration.ofSeconds(30);
  private static final int POLL_MILLIS = 25;
  private static final int TAIL_CHARS = 8_000;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "no-orphans"));
  }

  private final String name;
  private final Process process;
  private final Path output;
  private final long begin = System.nanoTime();

  private ChildProcess(String name, Process process, Path output) {
    this.name = name;
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a process.
   *
   * @param name for messages
   * @param arguments of {@code ./chatlog}
   * @param output takes what it prints; written anew
   */
  public static ChildProcess start(String name, List<String> arguments, Path output) {
    List<String> command = new ArrayList<>(Jvm.command(arguments.getFirst()));
    command.addAll(arguments);
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(Jvm.environment());
      builder.environment().keySet().removeIf(variable -> variable.startsWith("CHATLOG_"));
      Process process = builder.start();
      ALIVE.add(process);
      process.onExit().thenAccept(ALIVE::remove);
      return new ChildProcess(name, process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a command whose output is kept in a file of its own. */
  public static ChildProcess start(List<String> arguments) {
    Path output = Fork.directory().resolve("commands").resolve(Names.unique("output") + ".out");
    return start(String.join(" ", arguments), arguments, output);
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** All that it printed so far. */
  public String output() {
    try {
      return new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it has printed a line. */
  public boolean printed(String line) {
    return output().lines().anyMatch(line::equals);
  }

  /**
   * Waits until a probe says yes.
   *
   * @param max counted from now
   * @return the time since the process was started
   * @throws IllegalStateException when it ends before, or does not get there in time; the message
   *     holds the end of its output
   */
  public Duration awaitReady(BooleanSupplier probe, Duration max) {
    long asked = System.nanoTime();
    try {
      while (!probe.getAsBoolean()) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
          throw failed("ended with exit code " + process.exitValue() + " before it was ready");
        }
        if (System.nanoTime() - asked > max.toNanos()) {
          throw failed("was not ready within " + max.toSeconds() + " s");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Waits until it has ended and returns its exit code. */
  public int awaitExit(Duration max) {
    try {
      if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("did not end within " + max.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + name, e);
    }
    return process.exitValue();
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    awaitExit(DEATH_MAX);
  }

  /** {@code kill}, as Ctrl-C does; returns the time it took to end. */
  public Duration stop(Duration max) {
    long told = System.nanoTime();
    process.destroy();
    awaitExit(max);
    return Duration.ofNanos(System.nanoTime() - told);
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    kill();
  }

  private IllegalStateException failed(String what) {
    String printed = output();
    String tail = printed.substring(Math.max(0, printed.length() - TAIL_CHARS));
    return new IllegalStateException(name + " " + what + "; it printed:\n" + tail);
  }
}
