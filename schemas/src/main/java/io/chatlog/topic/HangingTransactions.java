package io.chatlog.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends transactions that a broker left open for good when it was killed: its coordinator, started
 * again, can take them for complete although the partitions never got their markers (seen with
 * Kafka 4.3.1 after a kill between the preparation of a commit and its markers). Nobody who reads
 * committed records gets past them; a processor would restore for ever.
 *
 * <p>Only a transaction whose offsets hang as well is ended, by aborting it: then what it had read
 * is read again, and what a part of it may have brought is known by the offset that the state
 * reflects. To be called before the processor of a broker that is alone is started.
 */
public final class HangingTransactions {
  private static final Logger LOG = LoggerFactory.getLogger(HangingTransactions.class);
  private static final String OURS = "chatlog";
  private static final int ANSWER_MILLIS_MAX = 10_000;
  private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
  private static final long UNDER_WAY_NANOS_MAX = Duration.ofSeconds(10).toNanos();
  private static final Set<TransactionState> COMPLETE =
      EnumSet.of(
          TransactionState.EMPTY,
          TransactionState.COMPLETE_COMMIT,
          TransactionState.COMPLETE_ABORT);
  private static final Set<TransactionState> ENDING =
      EnumSet.of(TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT);

  private HangingTransactions() {}

  /** Looks for them and ends them; how many partitions are free again. Failures are logged. */
  public static int end(String bootstrapServers) {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS_MAX,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ANSWER_MILLIS_MAX))) {
      return end(admin);
    } catch (ExecutionException | TimeoutException | KafkaException unknown) {
      LOG.warn("whether transactions hang is not known", unknown);
      return 0;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int end(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    Map<Long, TransactionState> states = settled(admin);
    Map<Long, Map<TopicPartition, ProducerState>> open = new HashMap<>();
    for (Map.Entry<TopicPartition, PartitionProducerState> partition : producers(admin)) {
      for (ProducerState producer : partition.getValue().activeProducers()) {
        TransactionState state = states.get(producer.producerId());
        if (producer.currentTransactionStartOffset().isPresent()
            && state != null
            && COMPLETE.contains(state)) {
          open.computeIfAbsent(producer.producerId(), id -> new HashMap<>())
              .put(partition.getKey(), producer);
        }
      }
    }
    int ended = 0;
    for (Map<TopicPartition, ProducerState> transaction : open.values()) {
      boolean offsetsToo =
          transaction.keySet().stream()
              .anyMatch(place -> place.topic().equals(Topic.GROUP_METADATA_TOPIC_NAME));
      LOG.warn("a transaction hangs in {}; it is ended: {}", transaction.keySet(), offsetsToo);
      if (offsetsToo) {
        for (Map.Entry<TopicPartition, ProducerState> place : transaction.entrySet()) {
          ProducerState producer = place.getValue();
          admin
              .abortTransaction(
                  new AbortTransactionSpec(
                      place.getKey(),
                      producer.producerId(),
                      (short) producer.producerEpoch(),
                      producer.coordinatorEpoch().orElse(-1)))
              .all()
              .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
          ended++;
        }
      }
    }
    return ended;
  }

  /** The state of each producer's transaction, once none is about to end by itself. */
  private static Map<Long, TransactionState> settled(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      Map<Long, TransactionState> states =
          admin.listTransactions().all().get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS).stream()
              .collect(
                  Collectors.toMap(
                      TransactionListing::producerId,
                      TransactionListing::state,
                      (one, other) -> one));
      if (states.values().stream().noneMatch(ENDING::contains)
          || System.nanoTime() - began > UNDER_WAY_NANOS_MAX) {
        return states;
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static Set<Map.Entry<TopicPartition, PartitionProducerState>> producers(Admin admin)
      throws ExecutionException, TimeoutException, InterruptedException {
    List<String> topics = new ArrayList<>();
    Set<String> names =
        admin
            .listTopics(new ListTopicsOptions().listInternal(true))
            .names()
            .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
    for (String topic : names) {
      if (topic.startsWith(OURS) || topic.equals(Topic.GROUP_METADATA_TOPIC_NAME)) {
        topics.add(topic);
      }
    }
    List<TopicPartition> partitions = new ArrayList<>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS)
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(info -> partitions.add(new TopicPartition(name, info.partition()))));
    return admin
        .describeProducers(partitions)
        .all()
        .get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS)
        .entrySet();
  }
}
