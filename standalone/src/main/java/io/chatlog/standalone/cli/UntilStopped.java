package io.chatlog.standalone.cli;

import io.chatlog.standalone.role.RoleStarter;
import io.chatlog.standalone.role.Running;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a role in the foreground until Ctrl-C or SIGTERM stops it, or it stops by itself.
 *
 * <p>The signal interrupts the thread that started the role, so that a start half done is undone by
 * the same code as a start that failed; that thread closes the role, and the process ends when it
 * has, or after {@link #STOP_MAX}.
 */
final class UntilStopped {
  private static final Logger LOG = LoggerFactory.getLogger(UntilStopped.class);
  private static final Duration STOP_MAX = Duration.ofSeconds(9);

  /** What is done once the role is ready. */
  interface Ready {
    void run(Running running) throws Exception;
  }

  private final PrintWriter out;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final CountDownLatch stopped = new CountDownLatch(1);

  UntilStopped(PrintWriter out) {
    this.out = out;
  }

  /**
   * Returns the exit code of a role that stopped by itself; a signal ends the process instead.
   *
   * @throws Exception what the role's start or {@code ready} threw
   */
  <O> int run(RoleStarter<O> starter, O options, Ready ready) throws Exception {
    Thread runner = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(runner), "stop"));
    Running running = null;
    try {
      running = starter.start(options);
      ready.run(running);
      running.await();
      return ExitCode.FAILED; // only a signal stops it in order, and that interrupts the wait
    } catch (Exception e) {
      if (!stopping.get()) {
        throw e;
      }
      LOG.info("told to stop");
      return ExitCode.OK;
    } finally {
      Thread.interrupted(); // the signal has done its work and would break file channels off
      if (running != null) {
        running.close();
      }
      stopped.countDown();
    }
  }

  private void stop(Thread runner) {
    if (stopped.getCount() == 0) {
      return; // it has stopped by itself and the process is on its way out
    }
    stopping.set(true);
    out.println("stopping …");
    out.flush();
    runner.interrupt();
    try {
      if (stopped.await(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        out.println("stopped");
      } else {
        LOG.error("did not stop within {} s, ending all the same", STOP_MAX.toSeconds());
      }
      out.flush();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
