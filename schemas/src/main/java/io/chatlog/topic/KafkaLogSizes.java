package io.chatlog.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks the brokers, for sizes at most once in {@value #FRESH_SECONDS} seconds: what is told of them
 * may be that old. Topics of Chatlog only, whose names begin with {@value #OURS}.
 */
public final class KafkaLogSizes implements LogSizes {
  private static final int FRESH_SECONDS = 2;
  private static final String OURS = "chatlog";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(4);

  private final String bootstrapServers;
  private final LogEnds ends;
  private @Nullable Sizes last;
  private long askedNanos;

  /**
   * Asks nobody yet.
   *
   * @param ends where the log ends; closed by whoever made it
   */
  public KafkaLogSizes(String bootstrapServers, LogEnds ends) {
    this.bootstrapServers = bootstrapServers;
    this.ends = ends;
  }

  @Override
  public OptionalLong endOf(int partition) {
    Long end = ends.now().get(partition);
    return end == null ? OptionalLong.empty() : OptionalLong.of(end);
  }

  @Override
  public synchronized Sizes now() {
    Sizes known = last;
    if (known != null && System.nanoTime() - askedNanos < TimeUnit.SECONDS.toNanos(FRESH_SECONDS)) {
      return known;
    }
    Sizes now = ask();
    last = now;
    askedNanos = System.nanoTime();
    return now;
  }

  private Sizes ask() {
    int millis = (int) ANSWER_MAX.toMillis();
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                millis))) {
      Set<Integer> brokers = new HashSet<>();
      for (Node node : admin.describeCluster().nodes().get(millis, TimeUnit.MILLISECONDS)) {
        brokers.add(node.id());
      }
      return sum(
          admin.describeLogDirs(brokers).allDescriptions().get(millis, TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException | KafkaException silent) {
      Throwable cause = silent instanceof ExecutionException ? silent.getCause() : silent;
      return new Sizes(Map.of(), "the brokers do not tell: " + cause);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Sizes(Map.of(), "the server is stopping");
    }
  }

  private static Sizes sum(Map<Integer, Map<String, LogDirDescription>> brokers) {
    Map<String, Set<Integer>> partitions = new HashMap<>();
    Map<String, TopicSize> topics = new HashMap<>();
    for (Map<String, LogDirDescription> directories : brokers.values()) {
      for (LogDirDescription directory : directories.values()) {
        directory
            .replicaInfos()
            .forEach((of, replica) -> add(of, replica.size(), partitions, topics));
      }
    }
    return new Sizes(topics, null);
  }

  private static void add(
      TopicPartition of,
      long bytes,
      Map<String, Set<Integer>> partitions,
      Map<String, TopicSize> topics) {
    if (!of.topic().startsWith(OURS)) {
      return;
    }
    Set<Integer> known = partitions.computeIfAbsent(of.topic(), topic -> new HashSet<>());
    known.add(of.partition());
    TopicSize before = topics.getOrDefault(of.topic(), new TopicSize(0, 0, 0));
    topics.put(
        of.topic(), new TopicSize(known.size(), before.replicas() + 1, before.bytes() + bytes));
  }
}
