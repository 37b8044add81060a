package io.chatlog.standalone.client.http;

import io.chatlog.standalone.client.http.Reply.Answered;
import io.chatlog.standalone.client.http.Reply.Broken;
import io.chatlog.standalone.client.http.Reply.Refused;
import io.chatlog.standalone.client.http.Reply.Unreachable;
import io.chatlog.standalone.load.Pause;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Follows a stream of messages across connections: each message is told once, in order, because
 * every connection begins behind the last event that was told whole. A connection on which nothing
 * comes, not even a heart-beat, is given up. Used once, by one thread.
 */
public final class Follower {
  /** Longer than any server is silent: heart-beats come every 30 seconds at the latest. */
  static final Duration SILENCE_MAX = Duration.ofSeconds(75);

  private static final Duration WAIT_FIRST = Duration.ofMillis(500);
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);

  /** Who is told. */
  public interface Listener {
    /**
     * A message.
     *
     * @return whether to go on
     */
    boolean message(JsonView message);

    /** The server does not know the place: what follows is told from the beginning. */
    void begunAnew();

    /** The connection is lost, or the server asked to come back: another one is tried. */
    void interrupted(String why);
  }

  /** Why it ended. */
  public sealed interface End {
    /** The listener wanted no more. */
    record Enough() implements End {}

    /** The server says that there is nothing to follow any more. */
    record Over(String reason) implements End {}

    /** The server does not let it be followed, or never answered. */
    record NotFollowed(Reply<?> reply) implements End {}
  }

  private sealed interface Stop {
    record Ended(End end) implements Stop {}

    record Again(String why, boolean atOnce) implements Stop {}
  }

  private final ApiClient client;
  private final Supplier<ApiRequest> request;
  private final Listener listener;
  private final Pause pause;
  private final Duration silenceMax;

  private String lastEventId = "";
  private Duration retry = WAIT_FIRST;
  private boolean connected;

  /**
   * @param request makes the request of a connection, without {@code Last-Event-ID}
   * @param pause waits between connections
   */
  public Follower(ApiClient client, Supplier<ApiRequest> request, Listener listener, Pause pause) {
    this(client, request, listener, pause, SILENCE_MAX);
  }

  Follower(
      ApiClient client,
      Supplier<ApiRequest> request,
      Listener listener,
      Pause pause,
      Duration silenceMax) {
    this.client = client;
    this.request = request;
    this.listener = listener;
    this.pause = pause;
    this.silenceMax = silenceMax;
  }

  /**
   * Tells messages until there is a reason to end. The first connection must succeed; after that, a
   * server that is away is asked again for as long as it takes.
   */
  public End follow() throws InterruptedException {
    Duration wait = retry;
    while (true) {
      String before = lastEventId;
      Stop stop = connect();
      switch (stop) {
        case Stop.Ended(End end) -> {
          return end;
        }
        case Stop.Again(String why, boolean atOnce) -> {
          boolean moved = !before.equals(lastEventId);
          wait = moved ? retry : longer(wait);
          if (!atOnce || !moved) {
            listener.interrupted(why);
            pause.of(wait);
          }
        }
      }
    }
  }

  private static Duration longer(Duration wait) {
    Duration twice = wait.multipliedBy(2);
    return twice.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : twice;
  }

  private Stop connect() throws InterruptedException {
    ApiRequest asked = request.get().header("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      asked.header("Last-Event-ID", lastEventId);
    }
    Reply<Stop> reply = client.send(asked, this::listen);
    return switch (reply) {
      case Answered<Stop>(int _, Stop stop) -> stop;
      case Refused<Stop> refused when connected && refused.isPassing() -> {
        Optional<Duration> asks = refused.retryAfter();
        asks.ifPresent(after -> retry = after.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : after);
        yield new Stop.Again(refused.why(), false);
      }
      case Refused<Stop> _ -> new Stop.Ended(new End.NotFollowed(reply));
      case Unreachable<Stop>(String why) -> againIfConnected(reply, why);
      case Broken<Stop>(String why) -> againIfConnected(reply, why);
    };
  }

  private Stop againIfConnected(Reply<?> reply, String why) {
    return connected ? new Stop.Again(why, false) : new Stop.Ended(new End.NotFollowed(reply));
  }

  private Stop listen(InputStream body) throws IOException {
    connected = true;
    AtomicBoolean heard = new AtomicBoolean(true);
    AtomicBoolean silent = new AtomicBoolean();
    SseBlocks blocks = new SseBlocks(new BufferedInputStream(body), () -> heard.set(true));
    try (Watch _ = Watch.over(body, heard, silent, silenceMax)) {
      while (true) {
        SseBlocks.Block block = blocks.next();
        if (block == null) {
          return new Stop.Again(lost(silent), false);
        }
        if (block.retryMillis() >= 0) {
          retry = Duration.ofMillis(Math.min(block.retryMillis(), WAIT_MAX.toMillis()));
        }
        Optional<Stop> stop = tell(block);
        if (stop.isPresent()) {
          return stop.get();
        }
      }
    } catch (IOException e) {
      return new Stop.Again(lost(silent), false);
    }
  }

  private static String lost(AtomicBoolean silent) {
    return silent.get() ? "the connection went silent" : "the connection broke off";
  }

  /** Tells a block; the place moves when it was told. */
  private Optional<Stop> tell(SseBlocks.Block block) throws IOException {
    Optional<Stop> stop = Optional.empty();
    if (block.data() != null) {
      JsonView data = JsonView.parse(block.data());
      stop =
          switch (block.event()) {
            case "message" ->
                listener.message(data)
                    ? Optional.empty()
                    : Optional.of(new Stop.Ended(new End.Enough()));
            case "reset" -> {
              listener.begunAnew();
              yield Optional.empty();
            }
            case "resume" -> {
              String reason = data.text("reason");
              yield Optional.of(new Stop.Again("the server said: " + reason, atOnce(reason)));
            }
            case "end" -> Optional.of(new Stop.Ended(new End.Over(data.text("reason"))));
            default -> Optional.empty(); // an event of a later release
          };
    }
    if (block.id() != null) {
      lastEventId = block.id();
    }
    return stop;
  }

  private static boolean atOnce(String reason) {
    return reason.equals("timeout") || reason.equals("slow_reader");
  }

  /** Closes a body on which nothing came for a while, which ends the read of it. */
  private record Watch(ScheduledExecutorService ticker) implements AutoCloseable {
    static Watch over(
        InputStream body, AtomicBoolean heard, AtomicBoolean silent, Duration silenceMax) {
      ScheduledExecutorService ticker =
          Executors.newSingleThreadScheduledExecutor(
              task -> Thread.ofPlatform().daemon().name("silence").unstarted(task));
      long every = silenceMax.toMillis();
      ScheduledFuture<?> _ =
          ticker.scheduleAtFixedRate(
              () -> {
                if (!heard.getAndSet(false)) {
                  silent.set(true);
                  close(body);
                }
              },
              every,
              every,
              TimeUnit.MILLISECONDS);
      return new Watch(ticker);
    }

    private static void close(InputStream body) {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      ticker.shutdownNow();
    }
  }
}
