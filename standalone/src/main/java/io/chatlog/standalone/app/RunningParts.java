package io.chatlog.standalone.app;

import io.chatlog.standalone.role.Running;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A role made of parts in this process: closed in the reverse order, every one of them. */
final class RunningParts implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(RunningParts.class);

  private final List<String> lines;
  private final Deque<Runnable> closers = new ArrayDeque<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  RunningParts(String... lines) {
    this.lines = List.of(lines);
  }

  /** Puts a part on top: it is closed before those below. */
  synchronized void push(Runnable closer) {
    closers.push(closer);
  }

  @Override
  public List<String> lines() {
    return lines;
  }

  @Override
  public void await() throws InterruptedException {
    closed.await();
  }

  @Override
  public synchronized void close() {
    while (!closers.isEmpty()) {
      try {
        closers.pop().run();
      } catch (RuntimeException fault) {
        LOG.error("a part did not stop cleanly", fault); // the others shall stop all the same
      }
    }
    closed.countDown();
  }
}
