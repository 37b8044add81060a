package io.chatlog.processor.runtime;

import io.chatlog.processor.topology.ChatlogTopology;
import io.chatlog.processor.topology.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.processor.internals.ProcessorStateManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a changelog that an earlier version made store records as they are sent now: Streams sets a
 * topic up when it makes it, and never again. Until then the broker compresses each batch anew.
 *
 * <p>For one thread.
 */
final class ChangelogTopic {
  private static final Logger LOG = LoggerFactory.getLogger(ChangelogTopic.class);
  private static final long ANSWER_SECONDS_MAX = 10;
  private static final ConfigResource TOPIC =
      new ConfigResource(
          ConfigResource.Type.TOPIC,
          ProcessorStateManager.storeChangelogTopic(Names.APPLICATION, Names.STORE, null));

  private final String bootstrapServers;
  private boolean settled;

  ChangelogTopic(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** Looks, and changes what is to be changed, until that has succeeded once. */
  void settle() {
    if (settled) {
      return;
    }
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
      Config now =
          Objects.requireNonNull(admin.describeConfigs(List.of(TOPIC)).values().get(TOPIC))
              .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      ConfigEntry compression = now.get(TopicConfig.COMPRESSION_TYPE_CONFIG);
      if (compression != null && !ChatlogTopology.COMPRESSION.equals(compression.value())) {
        admin
            .incrementalAlterConfigs(
                Map.of(
                    TOPIC,
                    List.of(
                        new AlterConfigOp(
                            new ConfigEntry(
                                TopicConfig.COMPRESSION_TYPE_CONFIG, ChatlogTopology.COMPRESSION),
                            AlterConfigOp.OpType.SET))))
            .all()
            .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      }
      settled = true;
    } catch (ExecutionException | TimeoutException | RuntimeException noAnswer) {
      LOG.debug("the changelog is not set up anew yet", noAnswer); // the next time
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }
}
