package io.chatlog.extraction;

import io.chatlog.extraction.wire.Question;
import io.chatlog.extraction.wire.Reply;
import io.chatlog.ingest.document.Extraction;
import io.chatlog.ingest.document.TextExtractor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extracts text in child processes. There is none until the first document comes; then at most a
 * few live at once, each with a bounded heap and one document at a time. One that takes too long is
 * killed, one that breaks is replaced, and so is one that has had many documents, because parsers
 * leak. Whatever a document does to its process, the answer is that it has no text, and why.
 *
 * <p>Thread-safe. Blocks for at most the patience, the time-out and a moment.
 */
public final class ProcessExtractor implements TextExtractor {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessExtractor.class);
  private static final String TIKA = "io.chatlog.extraction.child.TikaParser";

  private final ExtractionSettings settings;
  private final String parser;
  private final Semaphore turns;
  private final Deque<Child> idle = new ArrayDeque<>();
  private final List<Child> all = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean watching;

  /** Parses with Apache Tika. */
  public ProcessExtractor(ExtractionSettings settings) {
    this(settings, TIKA);
  }

  /**
   * @param parser the class that parses in the child
   */
  ProcessExtractor(ExtractionSettings settings, String parser) {
    this.settings = settings;
    this.parser = parser;
    this.turns = new Semaphore(settings.processesMax(), true);
  }

  @Override
  public Extraction extract(byte[] content, String mimeType, String filename) {
    if (!awaitTurn()) {
      return new Extraction.Busy();
    }
    try {
      return extract(new Question(content, mimeType, filename, settings.textCharsMax()));
    } finally {
      turns.release();
    }
  }

  private boolean awaitTurn() {
    try {
      return turns.tryAcquire(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Extraction extract(Question question) {
    Child child;
    try {
      child = take();
    } catch (IOException impossible) {
      LOG.error("no process for extraction can be started", impossible);
      return new Extraction.Failed("no process for extraction can be started");
    }
    try {
      Reply reply = child.ask(question, settings.timeout(), replyBytesMax());
      giveBack(child);
      return reply.extracted()
          ? new Extraction.Extracted(reply.text())
          : new Extraction.Failed(reply.text());
    } catch (ChildDiedException dead) {
      LOG.warn("a document of {} bytes: {}", question.content().length, dead.getMessage());
      forget(child);
      return new Extraction.Failed(String.valueOf(dead.getMessage()));
    }
  }

  /** The bytes of the longest text, and of a reason. */
  private int replyBytesMax() {
    return (int) Math.min(Integer.MAX_VALUE - 8, 3L * settings.textCharsMax() + 10_000);
  }

  private Child take() throws IOException {
    synchronized (all) {
      for (Child child = idle.pollFirst(); child != null; child = idle.pollFirst()) {
        if (child.isAlive()) {
          return child;
        }
        all.remove(child);
      }
    }
    Child child = Child.start(settings, parser);
    synchronized (all) {
      all.add(child);
      if (closed.getCount() == 0) {
        child.kill();
      } else if (!watching) {
        watching = true;
        Thread.ofVirtual().name("extraction-idle").start(this::endIdle);
      }
    }
    return child;
  }

  private void giveBack(Child child) {
    synchronized (all) {
      if (child.asked() < settings.documentsPerProcess() && closed.getCount() > 0) {
        idle.addFirst(child);
        return;
      }
    }
    forget(child);
  }

  private void forget(Child child) {
    child.kill();
    synchronized (all) {
      all.remove(child);
    }
  }

  /** Ends children that have nothing to do; lives as long as there is a child. */
  private void endIdle() {
    Duration half = settings.idleTimeout().dividedBy(2);
    try {
      while (!closed.await(half.toMillis(), TimeUnit.MILLISECONDS)) {
        synchronized (all) {
          idle.removeIf(this::ended);
          if (all.isEmpty()) {
            watching = false;
            return;
          }
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ended(Child child) {
    if (!child.isIdle(settings.idleTimeout())) {
      return false;
    }
    child.kill();
    all.remove(child);
    return true;
  }

  /** The ids of the children that live, for tests. */
  List<Long> processes() {
    synchronized (all) {
      return all.stream().filter(Child::isAlive).map(Child::pid).toList();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (all) {
      all.forEach(Child::kill);
      all.clear();
      idle.clear();
    }
  }
}
