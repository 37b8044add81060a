package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.LiveOutput;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.query.tail.TailListener;
import io.chatlog.value.Positions;
import io.chatlog.view.Freshness;
import io.chatlog.view.StreamPlace;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream: history and what is new on one path. Its place is all that it knows; each
 * step reads what stands behind the place, tells it, and waits when there is nothing. At most one
 * page is in memory, and the next one is read when the client has taken the last.
 *
 * <p>An owner that is away is waited for, with heart-beats; the stream does not end for it.
 */
final class TailStream {
  private static final int SEND_BYTES = 64 * 1024;
  private static final int READ_WAIT_MILLIS = 2_000;
  private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private final TailSource source;
  private final TailParameters parameters;
  private final TailLimits limits;
  private final TailListener listener;
  private final SseFrames frames = new SseFrames();
  private final long endNanos;

  private TailSource.Page page;
  private StreamPlace place;

  /** Everything that was ever seen: no later read may show less. */
  private Positions seen = Positions.NONE;

  private long quietSinceNanos;

  /** Why a stream ended, and whether coming back makes sense. */
  private record End(String event, String reason) {
    static End resume(String reason) {
      return new End("resume", reason);
    }
  }

  /**
   * @param first what stands behind the place that the client named
   * @param listener closed when the stream ends
   */
  TailStream(
      TailSource source,
      TailParameters parameters,
      TailLimits limits,
      TailListener listener,
      TailSource.Page first) {
    this.source = source;
    this.parameters = parameters;
    this.limits = limits;
    this.listener = listener;
    this.page = first;
    this.place = parameters.place();
    this.endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(parameters.seconds());
  }

  /** Tells everything until the stream ends. */
  void writeTo(LiveOutput out) throws IOException {
    try (listener) {
      frames.retry(limits.retryMillis());
      End end = null;
      while (end == null) {
        end = tell(out);
        if (end == null) {
          end = await(out);
        }
      }
      tell(end, out);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells what was read, and that it went on to the place behind it. */
  private @Nullable End tell(LiveOutput out) throws IOException {
    if (page.unknown()) {
      StreamPlace asked = place;
      place = StreamPlace.at(0).ofLife(page.place().life());
      frames.event(
          place,
          "reset",
          json ->
              json.startObject()
                  .field("reason", "place_unknown")
                  .field("last_event_id", asked.toString())
                  .endObject());
    } else {
      place = place.ofLife(page.place().life());
    }
    for (TailSource.Item item : page.items()) {
      if (parameters.roles().isEmpty() || parameters.roles().contains(item.message().role())) {
        frames.message(item.place(), item.message());
        place = item.place();
      }
      if (frames.bytes() >= SEND_BYTES && !send(out)) {
        return End.resume("slow_reader");
      }
    }
    if (page.place().isBehind(place)) {
      place = page.place();
      frames.place(place);
    }
    if (!page.complete().stale()) {
      seen = seen.with(page.complete().reflects());
    }
    return send(out) ? null : End.resume("slow_reader");
  }

  /** Waits until there is another page, or a reason to end. */
  private @Nullable End await(LiveOutput out) throws IOException, InterruptedException {
    boolean news = page.more();
    while (true) {
      long now = System.nanoTime();
      if (listener.isEnded() || Thread.currentThread().isInterrupted()) {
        return End.resume("server_stopping");
      }
      if (endNanos - now <= 0) {
        return End.resume("timeout");
      }
      long beatNanos =
          quietSinceNanos + TimeUnit.MILLISECONDS.toNanos(limits.heartbeatMillis()) - now;
      if (beatNanos <= 0) {
        frames.heartbeat();
        if (!send(out)) {
          return End.resume("slow_reader");
        }
        continue;
      }
      long most = Math.min(beatNanos, endNanos - now);
      if (!news) {
        news = listener.awaitNews(most);
        continue;
      }
      try {
        page = source.behind(place, parameters.bufferItems(), freshness());
        return null;
      } catch (ProblemException problem) {
        ErrorCode code = problem.problem().code();
        if (code.status() == 404 || code == ErrorCode.UNAUTHORIZED) {
          return new End("end", code.wireName());
        }
        if (!code.retryable()) {
          throw problem;
        }
        listener.awaitNews(Math.min(most, ASK_AGAIN_NANOS));
      }
    }
  }

  private Freshness freshness() {
    return new Freshness(seen.with(listener.seen()), READ_WAIT_MILLIS, false);
  }

  private void tell(End end, LiveOutput out) throws IOException {
    StreamPlace at = place;
    frames.event(
        at,
        end.event(),
        json ->
            json.startObject()
                .field("reason", end.reason())
                .field("last_event_id", at.offset() < 0 ? null : at.toString())
                .endObject());
    send(out);
  }

  /** Sends what was gathered; false when the client took too long for it. */
  private boolean send(LiveOutput out) throws IOException {
    if (frames.bytes() == 0) {
      return true;
    }
    long begin = System.nanoTime();
    CompletableFuture<Boolean> sent = new CompletableFuture<>();
    sent.orTimeout(2L * limits.writeMillisMax(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, late) -> {
              if (late != null) {
                out.cutOff();
              }
            });
    try {
      frames.sendTo(out);
      out.flush();
    } finally {
      sent.complete(true);
    }
    quietSinceNanos = System.nanoTime();
    return TimeUnit.NANOSECONDS.toMillis(quietSinceNanos - begin) <= limits.writeMillisMax();
  }
}
