package io.chatlog.it.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * One role of the system that is started, killed and started again with the same arguments. Not
 * thread-safe.
 */
public final class RoleProcess implements AutoCloseable {
  private static final Duration READY_MAX = Duration.ofSeconds(90);

  /** What the contract promises for Ctrl-C. */
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final String name;
  private final List<String> arguments;
  private final Path outputs;
  private final Predicate<ChildProcess> ready;
  private int starts;
  private ChildProcess process;

  private RoleProcess(
      String name, List<String> arguments, Path outputs, Predicate<ChildProcess> ready) {
    this.name = name;
    this.arguments = arguments;
    this.outputs = outputs;
    this.ready = ready;
    this.process = launch();
  }

  /**
   * Starts a role; {@link #awaitReady} waits for it.
   *
   * @param ready whether a process of it can do its work
   */
  public static RoleProcess start(
      String name, List<String> arguments, Path outputs, Predicate<ChildProcess> ready) {
    return new RoleProcess(name, List.copyOf(arguments), outputs, ready);
  }

  /** The name, for messages. */
  public String name() {
    return name;
  }

  /** The process that runs now, or ran last. */
  public ChildProcess process() {
    return process;
  }

  /** Waits until it is ready and returns the time since it was started. */
  public Duration awaitReady() {
    return process.awaitReady(() -> ready.test(process), READY_MAX);
  }

  /** {@code kill -9}. */
  public void kill() {
    process.kill();
  }

  /** Ctrl-C; returns how long it took, which is at most 10 s. */
  public Duration stop() {
    return process.stop(STOP_MAX);
  }

  /** Starts it again after it was killed or stopped. */
  public void startAgain() {
    if (process.isAlive()) {
      throw new IllegalStateException(name + " still runs");
    }
    process = launch();
  }

  @Override
  public void close() {
    process.close();
  }

  private ChildProcess launch() {
    starts++;
    return ChildProcess.start(name, arguments, outputs.resolve(name + "-" + starts + ".out"));
  }
}
