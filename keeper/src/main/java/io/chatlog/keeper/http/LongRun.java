package io.chatlog.keeper.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.LiveOutput;
import io.chatlog.http.Request;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.Problem;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.backup.Progress;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answer of what takes long: lines of NDJSON. {@code progress} lines come while it goes on, at
 * least one every few seconds, so that no proxy takes the connection for dead; the last line is
 * {@code done} or {@code failed}. Without such a line the connection broke off. A client that goes
 * away ends what it asked for.
 */
final class LongRun {
  private static final Logger LOG = LoggerFactory.getLogger(LongRun.class);
  private static final String NDJSON = "application/x-ndjson";
  private static final long TOLD_EVERY_MILLIS = 500;

  private LongRun() {}

  /** What takes long. */
  @FunctionalInterface
  interface Work<T> {
    T run(Progress progress);
  }

  /** Writes the fields of what came of it. */
  @FunctionalInterface
  interface Told<T> {
    void write(T result, JsonWriter json) throws IOException;
  }

  /** Whether a client wants to be told meanwhile. */
  static boolean isToldOf(Request request) {
    String accept = request.header("Accept");
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(NDJSON);
  }

  private record At(String phase, long done, long total) {}

  static <T> Answer told(Work<T> work, Told<T> told) {
    return Answer.liveStream(200, NDJSON, out -> run(work, told, out));
  }

  private static <T> void run(Work<T> work, Told<T> told, LiveOutput out) throws IOException {
    AtomicReference<At> at = new AtomicReference<>(new At("begun", 0, -1));
    FutureTask<T> task =
        new FutureTask<>(
            () -> work.run((phase, done, total) -> at.set(new At(phase, done, total))));
    Thread thread = Thread.ofVirtual().name("keeper").start(task);
    JsonWriter json = JsonWriter.to(out);
    try {
      while (true) {
        try {
          T result = task.get(TOLD_EVERY_MILLIS, TimeUnit.MILLISECONDS);
          json.startObject().field("type", "done");
          told.write(result, json);
          json.endObject().newLine().flush();
          return;
        } catch (TimeoutException goesOn) {
          At now = Objects.requireNonNull(at.get());
          json.startObject()
              .field("type", "progress")
              .field("phase", now.phase())
              .field("done", now.done());
          if (now.total() >= 0) {
            json.field("total", now.total());
          }
          json.endObject().newLine().flush();
        }
      }
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      failed(cause == null ? failure : cause, json, out);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      thread.interrupt(); // when the client is gone, nobody is told what comes of it
    }
  }

  private static void failed(Throwable cause, JsonWriter json, LiveOutput out) throws IOException {
    Problem problem;
    if (cause instanceof ProblemException known) {
      problem = known.problem();
    } else {
      LOG.error("a backup or restore failed", cause);
      problem = Problem.of(ErrorCode.INTERNAL);
    }
    out.failed(problem.code().status());
    json.startObject()
        .field("type", "failed")
        .field("code", problem.code().wireName())
        .field("status", problem.code().status())
        .field("detail", problem.detail())
        .field("retryable", problem.code().retryable())
        .endObject()
        .newLine()
        .flush();
  }
}
