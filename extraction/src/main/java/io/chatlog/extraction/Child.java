package io.chatlog.extraction;

import io.chatlog.extraction.wire.Question;
import io.chatlog.extraction.wire.Reply;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A child process, seen from its parent. Used by one thread at a time. Once it did not answer it is
 * dead, and of no more use.
 */
final class Child {
  /** What a JVM exits with under {@code ExitOnOutOfMemoryError}. */
  private static final int OUT_OF_MEMORY = 3;

  private static final String MAIN = "io.chatlog.extraction.child.ChildMain";

  private final Process process;
  private final DataOutputStream questions;
  private final DataInputStream replies;
  private final long heapBytes;
  private int asked;
  private long idleSinceNanos = System.nanoTime();

  private Child(Process process, long heapBytes) {
    this.process = process;
    this.questions = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.replies = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    this.heapBytes = heapBytes;
  }

  /**
   * Starts one.
   *
   * @param parser the class that parses
   * @throws IOException when no process can be started
   */
  static Child start(ExtractionSettings settings, String parser) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + (settings.heapBytes() >> 20) + "m",
            "-Xss1m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-cp",
            System.getProperty("java.class.path"),
            MAIN,
            parser);
    // nothing of the server's: its secrets are no document's business, its JVM options do not fit
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return new Child(builder.start(), settings.heapBytes());
  }

  /** How many documents it was given. */
  int asked() {
    return asked;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has had nothing to do for so long. */
  boolean isIdle(Duration atLeast) {
    return System.nanoTime() - idleSinceNanos >= atLeast.toNanos();
  }

  /**
   * What it makes of a document. Ends within the time-out and a moment: a child that takes longer
   * is killed.
   *
   * @throws ChildDiedException when it did not answer
   */
  Reply ask(Question question, Duration timeout, int replyBytesMax) throws ChildDiedException {
    asked++;
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean late = new AtomicBoolean();
    Thread watch =
        Thread.ofVirtual()
            .name("extraction-watch")
            .start(() -> killUnless(answered, timeout, late));
    try {
      question.write(questions);
      Reply reply = Reply.read(replies, replyBytesMax);
      idleSinceNanos = System.nanoTime();
      return reply;
    } catch (IOException dead) {
      String why = late.get() ? tooLong(timeout) : cause();
      kill();
      throw new ChildDiedException(why, dead);
    } finally {
      answered.countDown();
      watch.interrupt();
    }
  }

  private void killUnless(CountDownLatch answered, Duration timeout, AtomicBoolean late) {
    try {
      if (!answered.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        late.set(true);
        kill();
      }
    } catch (InterruptedException done) {
      // the answer came in between
    }
  }

  private static String tooLong(Duration timeout) {
    return "extracting the text took longer than " + timeout.toMillis() + " ms";
  }

  private String cause() {
    try {
      if (process.waitFor(1, TimeUnit.SECONDS) && process.exitValue() == OUT_OF_MEMORY) {
        return "extracting the text needs more than " + (heapBytes >> 20) + " MiB of memory";
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    return "extracting the text ended unexpectedly";
  }

  long pid() {
    return process.pid();
  }

  void kill() {
    process.destroyForcibly();
  }
}
