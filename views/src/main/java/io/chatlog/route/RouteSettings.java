package io.chatlog.route;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Where the nodes are, and how long is tried what.
 *
 * @param processors addresses of some or all nodes; those that answer name the others
 * @param deadline how long a read is tried, fail-over to a new owner included; a wait for a
 *     position may be longer than that, and the wait for the outcome of a write is never longer
 *     than was asked for
 * @param scatterDeadline how long a search over all partitions waits for a partition before it
 *     answers without it
 * @param attemptTimeout how long one node is given for a read, its wait for a position not counted
 * @param connectTimeout how long a connection may take to open
 * @param metadataTimeout how long a node is given to say how it stands
 * @param askIntervalMin how soon after one another the nodes are asked how they stand
 * @param askIntervalMax what that interval grows to while no owner is found
 * @param nodeRequestsMax how many reads of one node are under way at once; more wait
 * @param localReadsMax how many reads are inside the state of a node of the same process at once;
 *     more wait
 * @param answerBytesMax the largest answer that is taken from a node
 */
public record RouteSettings(
    List<NodeAddress> processors,
    Duration deadline,
    Duration scatterDeadline,
    Duration attemptTimeout,
    Duration connectTimeout,
    Duration metadataTimeout,
    Duration askIntervalMin,
    Duration askIntervalMax,
    int nodeRequestsMax,
    int localReadsMax,
    int answerBytesMax) {

  public RouteSettings {
    processors = List.copyOf(processors);
    positive("deadline_ms", deadline);
    positive("scatter_deadline_ms", scatterDeadline);
    positive("attempt_timeout_ms", attemptTimeout);
    positive("connect_timeout_ms", connectTimeout);
    positive("metadata_timeout_ms", metadataTimeout);
    positive("ask_interval_ms_min", askIntervalMin);
    if (askIntervalMax.compareTo(askIntervalMin) < 0) {
      throw new IllegalArgumentException(
          "chatlog.route.ask_interval_ms_max must not be below ask_interval_ms_min");
    }
    if (nodeRequestsMax < 1 || localReadsMax < 1 || answerBytesMax < 1) {
      throw new IllegalArgumentException(
          "chatlog.route.node_requests_max, local_reads_max and answer_bytes_max must be positive");
    }
  }

  /**
   * The settings of {@code chatlog.route}.
   *
   * @param chatlog what stands under {@code chatlog}
   * @throws IllegalArgumentException when a value is out of its bounds
   */
  public static RouteSettings from(Config chatlog) {
    Config route = chatlog.getConfig("route");
    return new RouteSettings(
        Arrays.stream(route.getString("processors").split(","))
            .map(String::strip)
            .filter(url -> !url.isEmpty())
            .map(NodeAddress::parse)
            .toList(),
        millis(route, "deadline_ms"),
        millis(route, "scatter_deadline_ms"),
        millis(route, "attempt_timeout_ms"),
        millis(route, "connect_timeout_ms"),
        millis(route, "metadata_timeout_ms"),
        millis(route, "ask_interval_ms_min"),
        millis(route, "ask_interval_ms_max"),
        route.getInt("node_requests_max"),
        route.getInt("local_reads_max"),
        Math.toIntExact(route.getBytes("answer_bytes_max")));
  }

  private static Duration millis(Config route, String key) {
    return Duration.ofMillis(route.getLong(key));
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("chatlog.route." + name + " must be positive");
    }
  }
}
