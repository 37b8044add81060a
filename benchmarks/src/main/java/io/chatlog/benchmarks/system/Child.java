package io.chatlog.benchmarks.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that is started for a measurement, and ends with this one at the latest. */
final class Child implements AutoCloseable {
  private static final Set<Process> ALIVE = ConcurrentHashMap.newKeySet();
  private static final Duration END_MAX = Duration.ofSeconds(30);
  private static final int POLL_MILLIS = 20;
  private static final int PRINTED_MAX = 2_000;

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALIVE.forEach(Process::destroyForcibly), "no-orphans"));
  }

  private final Process process;
  private final Path output;

  private Child(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a command.
   *
   * @param output takes what it prints
   */
  static Child start(List<String> command, Path output) {
    return start(command, Map.of(), output);
  }

  private static Child start(List<String> command, Map<String, String> environment, Path output) {
    try {
      Files.createDirectories(output.toAbsolutePath().getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      ALIVE.add(process);
      process.onExit().thenAccept(ALIVE::remove);
      return new Child(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JVM with the class path of this one. */
  static Child java(List<String> options, Class<?> main, List<String> arguments, Path output) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return start(command, output);
  }

  /**
   * {@code ./chatlog}: the script makes room for the JVM, so its process is the JVM's.
   *
   * @param options of its JVM
   * @param settings variables of its environment
   */
  static Child chatlog(
      List<String> arguments, String options, Map<String, String> settings, Path output) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("chatlog.home", ".") + "/chatlog");
    command.addAll(arguments);
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("CHATLOG_JAVA_OPTS", options);
    return start(command, environment, output);
  }

  long pid() {
    return process.pid();
  }

  /** Waits until something is so. */
  void await(BooleanSupplier ready, Duration max) {
    long end = System.nanoTime() + max.toNanos();
    try {
      while (!ready.getAsBoolean()) {
        if (process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw failed("did not become ready");
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  /** Waits until it has ended; its exit code. */
  int awaitExit(Duration max) {
    try {
      if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("did not end");
      }
      return process.exitValue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  /** What went wrong, with the end of what it printed: its directory is emptied afterwards. */
  IllegalStateException failed(String how) {
    String printed;
    try {
      printed = Files.readString(output);
    } catch (IOException e) {
      printed = e.toString();
    }
    int from = Math.max(0, printed.length() - PRINTED_MAX);
    return new IllegalStateException("a process " + how + ":\n" + printed.substring(from));
  }

  void kill() {
    process.destroyForcibly();
    awaitExit(END_MAX);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException stop) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a signal. */
  static void signal(long pid, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a GET is answered 200. */
  static boolean answersOk(URI url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(2_000);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A port that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
