package io.chatlog.processor.runtime;

import io.chatlog.processor.topology.Names;
import io.chatlog.processor.topology.SegmentTimes;
import io.chatlog.topic.Topics;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.processor.internals.ProcessorStateManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the broker how long segments stay open; thread-safe. */
final class KafkaSegmentTimes implements SegmentTimes {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSegmentTimes.class);
  private static final long ANSWER_SECONDS_MAX = 10;
  private static final long CENTURY_MILLIS = Duration.ofDays(36_525).toMillis();

  private final String bootstrapServers;
  private volatile @Nullable Times known;

  KafkaSegmentTimes(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  @Override
  public Optional<Times> times() {
    return Optional.ofNullable(known);
  }

  /** Asks again; what was known stays when there is no answer. */
  void refresh() {
    Set<ConfigResource> topics = new HashSet<>();
    for (String topic :
        List.of(
            Topics.EVENTS,
            Topics.FEED,
            Topics.REJECTIONS,
            Topics.SESSIONS,
            Topics.USER_STATS,
            Topics.ERASED,
            ProcessorStateManager.storeChangelogTopic(Names.APPLICATION, Names.STORE, null))) {
      topics.add(new ConfigResource(ConfigResource.Type.TOPIC, topic));
    }
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      known =
          admin
              .describeConfigs(topics)
              .all()
              .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
              .values()
              .stream()
              .map(KafkaSegmentTimes::times)
              .reduce(new Times(0, 0, 0), KafkaSegmentTimes::longest);
    } catch (ExecutionException | TimeoutException noAnswer) {
      LOG.debug("the times of segments are not known yet", noAnswer);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static Times longest(Times one, Times other) {
    return new Times(
        Math.max(one.rollMillis(), other.rollMillis()),
        Math.max(one.compactMillis(), other.compactMillis()),
        Math.max(one.tombstoneMillis(), other.tombstoneMillis()));
  }

  /** As a log computes them: a compacted one closes a segment in time to compact it. */
  private static Times times(Config config) {
    long segment = number(config, TopicConfig.SEGMENT_MS_CONFIG);
    long lag = number(config, TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
    return new Times(
        lag > 0 ? Math.min(segment, lag) : segment,
        lag,
        number(config, TopicConfig.DELETE_RETENTION_MS_CONFIG));
  }

  /** At most a century, so that sums of them are numbers, too. */
  private static long number(Config config, String name) {
    return Math.min(CENTURY_MILLIS, Long.parseLong(config.get(name).value()));
  }
}
