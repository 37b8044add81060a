package io.chatlog.it.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;

/** Takes away what a stream processor keeps in Kafka: its offsets and its changelogs. */
public final class ForgottenState {
  private static final Set<String> CATALOGUE =
      Set.of(
          "chatlog.events",
          "chatlog.feed",
          "chatlog.rejections",
          "chatlog.sessions",
          "chatlog.user-stats",
          "chatlog.dlq",
          "chatlog.erased",
          "chatlog.config");

  private static final Duration LISTED_MAX = Duration.ofSeconds(30);

  private ForgottenState() {}

  /** Leaves nothing but the topics of the catalogue. No processor runs meanwhile. */
  public static void forget(String bootstrap) {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      admin.deleteConsumerGroups(groups(admin)).all().get();
      List<String> topics =
          admin.listTopics().names().get().stream()
              .filter(topic -> !CATALOGUE.contains(topic))
              .collect(Collectors.toCollection(ArrayList::new));
      if (topics.isEmpty()) {
        throw new IllegalStateException("there is no changelog to forget");
      }
      admin.deleteTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the state is not forgotten", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The groups; a broker that has just started lists them when it has read its own log. */
  private static List<String> groups(Admin admin) throws ExecutionException, InterruptedException {
    long deadline = System.nanoTime() + LISTED_MAX.toNanos();
    while (System.nanoTime() < deadline) {
      List<String> groups =
          admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
      if (!groups.isEmpty()) {
        return groups;
      }
    }
    throw new IllegalStateException("there is no consumer group to forget");
  }
}
