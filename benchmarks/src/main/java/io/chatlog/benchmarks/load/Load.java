package io.chatlog.benchmarks.load;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/**
 * Sends requests for a while, over one connection per client.
 *
 * <p>A <b>closed</b> load sends the next request when the last one is answered: it finds the most
 * that a server takes. An <b>open</b> one sends at a fixed rate and counts each answer from the
 * moment at which its request was due, whether or not a connection was free then: a server that
 * stalls is not spared the requests that it would have had (coordinated omission).
 *
 * <p>Thread-safe: loads can go on beside each other.
 */
public final class Load {
  /** More are of no use where the servers share the machine. */
  public static final int THREADS_MAX = 8;

  private final int threads;

  /**
   * @param threads that share the connections of a load; one takes tens of thousands of answers a
   *     second
   */
  public Load(int threads) {
    if (threads < 1 || threads > THREADS_MAX) {
      throw new IllegalArgumentException("threads must be 1 to " + THREADS_MAX);
    }
    this.threads = threads;
  }

  /** Sends one after the other from each of so many clients. */
  public LoadResult closed(URI server, int clients, List<Request> requests, Duration length) {
    long end = System.nanoTime() + length.toNanos();
    return run(server, clients, requests, (loop, loops) -> Schedule.until(end, loop, loops));
  }

  /** Sends every request once, from so many clients. */
  public LoadResult all(URI server, int clients, List<Request> requests) {
    return times(server, clients, requests, requests.size());
  }

  /** Sends so many requests, from the first again behind the last. */
  public LoadResult times(URI server, int clients, List<Request> requests, long times) {
    return run(server, clients, requests, (loop, loops) -> Schedule.times(times, loop, loops));
  }

  /** Sends so many a second, whatever becomes of them. */
  public LoadResult open(
      URI server, int clients, double perSecond, List<Request> requests, Duration length) {
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    double every = 1e9 / perSecond;
    return run(
        server, clients, requests, (loop, loops) -> Schedule.each(every, begin, end, loop, loops));
  }

  private interface Schedules {
    Schedule of(int loop, int loops);
  }

  private LoadResult run(URI server, int clients, List<Request> requests, Schedules schedules) {
    byte[][] heads = requests.stream().map(request -> request.head(server)).toArray(byte[][]::new);
    int loops = Math.min(threads, clients);
    long began = System.nanoTime();
    List<EventLoop> done = new ArrayList<>();
    try (ExecutorService executor = Executors.newFixedThreadPool(loops)) {
      List<Future<EventLoop>> running = new ArrayList<>();
      for (int at = 0; at < loops; at++) {
        int share = clients / loops + (at < clients % loops ? 1 : 0);
        Schedule schedule = schedules.of(at, loops);
        running.add(
            executor.submit(
                () -> {
                  try (EventLoop loop = new EventLoop(server, share, requests, heads, schedule)) {
                    loop.run();
                    return loop;
                  }
                }));
      }
      for (Future<EventLoop> each : running) {
        done.add(each.get());
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(server + " failed: " + failed.getCause(), failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
    return sum(done, Duration.ofNanos(System.nanoTime() - began));
  }

  private static LoadResult sum(List<EventLoop> loops, Duration took) {
    Histogram latencies = EventLoop.histogram();
    long messages = 0;
    long failures = 0;
    long cpuNanos = 0;
    String firstFailure = "";
    for (EventLoop loop : loops) {
      latencies.add(loop.latencies());
      messages += loop.messages();
      failures += loop.failures();
      cpuNanos += loop.cpuNanos();
      firstFailure = firstFailure.isEmpty() ? loop.firstFailure() : firstFailure;
    }
    return new LoadResult(
        latencies, messages, failures, firstFailure, took, Duration.ofNanos(cpuNanos));
  }
}
