package io.chatlog.http;

import io.chatlog.http.body.BodyBudget;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What is measured of each operation: {@code chatlog_http_requests_seconds} (count, sum, max and
 * buckets) by operation, and {@code chatlog_http_responses_total} by operation and status.
 * Thread-safe.
 */
final class HttpMetrics {
  /** The operation of a request that matched no route or was not HTTP. */
  static final String NO_OPERATION = "none";

  /** The status under which a client that went away is counted. */
  static final int CLIENT_GONE = 499;

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10)
  };

  private record Key(String operation, int status) {}

  private final MeterRegistry registry;
  private final List<RequestListener> listeners;
  // Bounded: operations are the routes, statuses those of the error catalogue and a few more.
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

  HttpMetrics(MeterRegistry registry, BodyBudget budget, List<RequestListener> listeners) {
    this.registry = registry;
    this.listeners = List.copyOf(listeners);
    Gauge.builder("chatlog.http.body.held.bytes", budget, BodyBudget::heldBytes)
        .description("Bytes of request bodies held now")
        .register(registry);
  }

  void record(String operation, Sent sent, long nanos) {
    if (!operation.equals(NO_OPERATION)) {
      listeners.forEach(listener -> listener.answered(operation, sent.outcome(), nanos));
    }
    timers.computeIfAbsent(operation, this::timer).record(nanos, TimeUnit.NANOSECONDS);
    counters.computeIfAbsent(new Key(operation, sent.status()), this::counter).increment();
  }

  private Timer timer(String operation) {
    return Timer.builder("chatlog.http.requests")
        .description("Time from the request's headers to the answer's last byte")
        .tag("operation", operation)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  private Counter counter(Key key) {
    return Counter.builder("chatlog.http.responses")
        .description("Answers by status")
        .tag("operation", key.operation())
        .tag("status", Integer.toString(key.status()))
        .register(registry);
  }
}
