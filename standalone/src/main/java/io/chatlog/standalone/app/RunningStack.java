package io.chatlog.standalone.app;

import io.chatlog.standalone.role.Running;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts that were started one upon the other: stopped in the reverse order, and all of them done
 * for when one ends by itself.
 */
final class RunningStack implements Running {
  private static final Logger LOG = LoggerFactory.getLogger(RunningStack.class);

  private final Deque<Running> parts = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private boolean closed;

  /** Puts a part on top. */
  synchronized void push(String name, Running part) {
    parts.push(part);
    Thread.ofVirtual().name("await-" + name).start(() -> watch(name, part));
  }

  @Override
  public synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    parts.descendingIterator().forEachRemaining(part -> lines.addAll(part.lines()));
    return lines;
  }

  @Override
  public void await() throws InterruptedException {
    ended.await();
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (RuntimeException e) {
        LOG.error("a part did not stop cleanly", e); // the others shall stop all the same
      }
    }
    ended.countDown();
  }

  private void watch(String name, Running part) {
    try {
      part.await();
      if (!isClosed()) {
        LOG.error("{} stopped by itself", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      ended.countDown();
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }
}
