package io.chatlog.benchmarks.load;

import io.chatlog.benchmarks.load.HttpConnection.Reply;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Sends requests for a while, from one thread and connection per client.
 *
 * <p>A <b>closed</b> load sends the next request when the last one is answered: it finds the most
 * that a server takes. An <b>open</b> one sends at a fixed rate and counts each answer from the
 * moment at which its request was due, whether or not a connection was free then: a server that
 * stalls is not spared the requests that it would have had (coordinated omission).
 */
public final class Load {
  private static final long LATENCY_MICROS_MAX = 120_000_000;
  private static final int DIGITS = 3;

  private Load() {}

  /** Sends one after the other from each of so many clients. */
  public static LoadResult closed(
      URI server, int clients, List<Request> requests, Duration length) {
    AtomicLong next = new AtomicLong();
    long end = System.nanoTime() + length.toNanos();
    return run(
        server,
        clients,
        client -> {
          while (System.nanoTime() < end) {
            int at = (int) (next.getAndIncrement() % requests.size());
            client.send(requests.get(at), System.nanoTime());
          }
        });
  }

  /** Sends every request once, from so many clients. */
  public static LoadResult all(URI server, int clients, List<Request> requests) {
    AtomicLong next = new AtomicLong();
    return run(
        server,
        clients,
        client -> {
          for (long at = next.getAndIncrement();
              at < requests.size();
              at = next.getAndIncrement()) {
            client.send(requests.get((int) at), System.nanoTime());
          }
        });
  }

  /** Sends so many a second, whatever becomes of them. */
  public static LoadResult open(
      URI server, int clients, double perSecond, List<Request> requests, Duration length) {
    AtomicLong next = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + length.toNanos();
    double everyNanos = 1e9 / perSecond;
    return run(
        server,
        clients,
        client -> {
          while (true) {
            long number = next.getAndIncrement();
            long due = begin + (long) (number * everyNanos);
            if (due >= end) {
              return;
            }
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
              LockSupport.parkNanos(left);
            }
            client.send(requests.get((int) (number % requests.size())), due);
          }
        });
  }

  private interface Behaviour {
    void run(Client client) throws IOException;
  }

  /** One client. */
  private static final class Client {
    private final HttpConnection connection;
    private final Histogram latencies = histogram();
    private long messages;
    private long failures;
    private String firstFailure = "";

    Client(HttpConnection connection) {
      this.connection = connection;
    }

    void send(Request request, long dueNanos) throws IOException {
      Reply reply = connection.send(request);
      long micros = (System.nanoTime() - dueNanos) / 1_000;
      latencies.recordValue(Math.clamp(micros, 0, LATENCY_MICROS_MAX));
      if (reply.status() / 100 == 2 && reply.status() != 207) {
        messages += request.messages();
      } else {
        failures++;
        if (firstFailure.isEmpty()) {
          firstFailure = request.target() + ": " + reply.status() + " " + reply.text();
        }
      }
    }
  }

  private static Histogram histogram() {
    return new Histogram(LATENCY_MICROS_MAX, DIGITS);
  }

  private static LoadResult run(URI server, int clients, Behaviour behaviour) {
    long began = System.nanoTime();
    List<Client> done = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<Client>> running = new ArrayList<>();
      for (int at = 0; at < clients; at++) {
        running.add(
            threads.submit(
                () -> {
                  try (HttpConnection connection = new HttpConnection(server)) {
                    Client client = new Client(connection);
                    behaviour.run(client);
                    return client;
                  }
                }));
      }
      for (Future<Client> each : running) {
        done.add(each.get());
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException(server + " failed: " + failed.getCause(), failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    Histogram all = histogram();
    long messages = 0;
    long failures = 0;
    String firstFailure = "";
    for (Client client : done) {
      all.add(client.latencies);
      messages += client.messages;
      failures += client.failures;
      firstFailure = firstFailure.isEmpty() ? client.firstFailure : firstFailure;
    }
    return new LoadResult(all, messages, failures, firstFailure, took);
  }
}
