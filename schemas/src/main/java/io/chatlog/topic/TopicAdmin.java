package io.chatlog.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of the catalogue and checks that a cluster has them as wanted.
 *
 * <p>Every component calls {@link #check} before it starts and refuses on any fault: a wrong
 * partition count or cleanup policy would lose or misplace data long before anybody noticed. The
 * partition count of {@link Topics#EVENTS} is the record of the count; a plan without one adopts
 * it.
 *
 * <p>Thread-safe. Every method waits at most the time-out given at construction for each of the few
 * requests it makes and throws {@link LogUnreachableException} when no broker answers.
 */
public final class TopicAdmin implements AutoCloseable {
  private static final String TRANSACTION_VERSION = "transaction.version";
  private static final Duration REQUEST_TIMEOUT_MAX = Duration.ofSeconds(5);
  private static final Duration VISIBLE_POLL = Duration.ofMillis(50);

  private final Admin admin;
  private final String servers;
  private final Duration timeout;

  private TopicAdmin(Admin admin, String servers, Duration timeout) {
    this.admin = admin;
    this.servers = servers;
    this.timeout = timeout;
  }

  /**
   * Connects to a cluster, on first use.
   *
   * @param bootstrapServers {@code host:port[,host:port…]}
   * @param timeout the longest wait for one answer
   * @throws org.apache.kafka.common.KafkaException when the addresses are not well formed
   */
  public static TopicAdmin connect(String bootstrapServers, Duration timeout) {
    return connect(bootstrapServers, timeout, Map.of());
  }

  /** As {@link #connect(String, Duration)}, with further client settings such as TLS and SASL. */
  public static TopicAdmin connect(
      String bootstrapServers, Duration timeout, Map<String, String> clientSettings) {
    Map<String, Object> settings = new HashMap<>(clientSettings);
    Duration request = timeout.compareTo(REQUEST_TIMEOUT_MAX) < 0 ? timeout : REQUEST_TIMEOUT_MAX;
    settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(request.toMillis()));
    settings.put(
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
    return new TopicAdmin(Admin.create(settings), bootstrapServers, timeout);
  }

  /** The partition count of the data that is there; empty on a cluster without {@code events}. */
  public OptionalInt recordedPartitions() {
    TopicState events = describe(List.of(Topics.EVENTS)).get(Topics.EVENTS);
    return events == null ? OptionalInt.empty() : OptionalInt.of(events.partitions());
  }

  /** How many brokers the cluster has now: the most copies a new topic can have. */
  public int brokers() {
    return await(admin.describeCluster().nodes()).size();
  }

  /** Checks every topic of the catalogue and changes nothing. */
  public TopicReport check(TopicPlan plan) {
    return report(plan, List.of());
  }

  /**
   * Creates what is absent, then checks everything. A topic that is there is never changed. Safe to
   * call from several processes at once.
   */
  public TopicReport ensure(TopicPlan plan) {
    List<TopicSettings> wanted = TopicCatalogue.topics(plan);
    Map<String, TopicState> present = describe(names(wanted));
    List<String> created = new ArrayList<>();
    for (TopicSettings settings : wanted) {
      if (!present.containsKey(settings.name()) && create(settings)) {
        created.add(settings.name());
      }
    }
    return settled(plan, created);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  /**
   * A broker that answers may learn of a new topic a moment after the controller made it, be it for
   * us or for another process.
   */
  private TopicReport settled(TopicPlan plan, List<String> created) {
    long deadline = System.nanoTime() + timeout.toNanos();
    TopicReport report = report(plan, created);
    List<String> wanted = names(TopicCatalogue.topics(plan));
    while (!report.present().keySet().containsAll(wanted) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(VISIBLE_POLL.toNanos());
      report = report(plan, created);
    }
    return report;
  }

  private TopicReport report(TopicPlan plan, List<String> created) {
    List<TopicSettings> wanted = TopicCatalogue.topics(plan);
    Map<String, TopicState> present = describe(names(wanted));
    List<TopicFault> faults = TopicCheck.faults(wanted, present, transactionVersion());
    return new TopicReport(plan.partitions(), created, present, faults);
  }

  private boolean create(TopicSettings settings) {
    Map<String, String> configs = new HashMap<>();
    settings.configs().forEach(rule -> configs.put(rule.name(), rule.value()));
    NewTopic topic =
        new NewTopic(settings.name(), settings.partitions(), (short) settings.replicationFactor())
            .configs(configs);
    try {
      await(admin.createTopics(List.of(topic)).all());
      return true;
    } catch (TopicExistsException e) {
      return false; // another process was first, the check that follows judges what it made
    }
  }

  private Map<String, TopicState> describe(List<String> names) {
    Map<String, KafkaFuture<TopicDescription>> descriptions =
        admin.describeTopics(names).topicNameValues();
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    Map<ConfigResource, KafkaFuture<Config>> configs = admin.describeConfigs(resources).values();
    Map<String, TopicState> states = new HashMap<>();
    for (ConfigResource resource : resources) {
      try {
        TopicDescription description = await(required(descriptions, resource.name()));
        Config config = await(required(configs, resource));
        states.put(resource.name(), state(description, config));
      } catch (UnknownTopicOrPartitionException e) {
        states.remove(resource.name()); // absent: the caller sees that it has no state
      }
    }
    return states;
  }

  private static <K, V> V required(Map<K, V> answers, K key) {
    return Objects.requireNonNull(answers.get(key), () -> "not answered: " + key);
  }

  private static TopicState state(TopicDescription description, Config config) {
    Map<String, String> values = new HashMap<>();
    for (ConfigEntry entry : config.entries()) {
      if (entry.value() != null) {
        values.put(entry.name(), entry.value());
      }
    }
    List<Integer> replicas =
        description.partitions().stream().map(partition -> partition.replicas().size()).toList();
    return new TopicState(description.name(), replicas, values);
  }

  private int transactionVersion() {
    FinalizedVersionRange range =
        await(admin.describeFeatures().featureMetadata())
            .finalizedFeatures()
            .get(TRANSACTION_VERSION);
    return range == null ? 0 : range.maxVersionLevel();
  }

  private static List<String> names(List<TopicSettings> settings) {
    return settings.stream().map(TopicSettings::name).toList();
  }

  private <T> T await(KafkaFuture<T> future) {
    try {
      // The client gives up by itself a moment earlier, with a better cause.
      return future.get(timeout.toMillis() + 1_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException timedOut) {
        throw unreachable(timedOut);
      }
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private LogUnreachableException unreachable(Throwable cause) {
    return new LogUnreachableException(
        "no broker answered at " + servers + " within " + timeout.toSeconds() + " s", cause);
  }
}
