package io.chatlog.it.erasure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** Makes a broker do within seconds what it does within days. */
final class EagerCompaction {
  private static final Map<String, String> EAGER =
      Map.of(
          "segment.ms", "1000",
          "max.compaction.lag.ms", "1000",
          "min.cleanable.dirty.ratio", "0.0",
          "delete.retention.ms", "0",
          "file.delete.delay.ms", "100");

  /** How often the broker looks whether there is something to compact. */
  private static final String CLEANER_BACKOFF_MILLIS = "500";

  private EagerCompaction() {}

  /** For every topic of Chatlog, its changelogs included, and for the brokers. */
  static void of(String bootstrap) throws InterruptedException, ExecutionException {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
      Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
      for (String topic : admin.listTopics().names().get()) {
        List<AlterConfigOp> changed = new ArrayList<>();
        EAGER.forEach(
            (key, value) ->
                changed.add(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)));
        changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), changed);
      }
      changes.put(
          new ConfigResource(ConfigResource.Type.BROKER, ""),
          List.of(
              new AlterConfigOp(
                  new ConfigEntry("log.cleaner.backoff.ms", CLEANER_BACKOFF_MILLIS), OpType.SET)));
      admin.incrementalAlterConfigs(changes).all().get();
    }
  }
}
