package io.chatlog.integration.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.processor.store.PartitionHandle;
import io.chatlog.processor.topology.Names;
import io.chatlog.processor.topology.Records;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.serde.SchemaSource;
import io.chatlog.serde.WireEncoder;
import io.chatlog.standalone.broker.BrokerSettings;
import io.chatlog.standalone.broker.EmbeddedBroker;
import io.chatlog.standalone.net.HostPort;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.LiveCopy;
import io.chatlog.topic.Partitions;
import io.chatlog.topic.Topics;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The search index equals the rows after everything that can happen to a node's disk and its log,
 * and is built anew only where it must be.
 */
final class SearchIndexSurvivesTest {
  static final int PARTITIONS = 2;
  private static final String APPLICATION = "survives";
  private static final int MESSAGES = 1_200;
  private static final int UNKNOWN_SCHEMA = 999;

  private final WireEncoder<EventRecord> encoder =
      new WireEncoder<>(SchemaCatalogue.latest(Topics.EVENTS).id(), EventRecord.class);
  private final AtomicBoolean registryIsDown = new AtomicBoolean();
  private final SchemaSource schemas =
      id -> {
        if (id == UNKNOWN_SCHEMA && registryIsDown.get()) {
          throw new IOException("the registry is down");
        }
        return SchemaCatalogue.byId(id).map(RegisteredSchema::schemaJson);
      };
  private final Records records = Records.of(topic -> SchemaCatalogue.latest(topic).id(), schemas);
  private final Events events = new Events();
  private final Map<Integer, Long> sent = new ConcurrentHashMap<>();
  private final AtomicInteger unsent = new AtomicInteger();

  @TempDir private Path directory;
  private EmbeddedBroker broker;
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;

  @BeforeEach
  void startBroker() throws Exception {
    broker =
        EmbeddedBroker.start(
            BrokerSettings.alone(
                new HostPort("127.0.0.1", 0), "127.0.0.1", directory.resolve("log")));
    admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    List<NewTopic> topics = new ArrayList<>();
    for (String topic :
        List.of(
            Topics.EVENTS,
            Topics.FEED,
            Topics.REJECTIONS,
            Topics.SESSIONS,
            Topics.USER_STATS,
            Topics.DLQ)) {
      topics.add(new NewTopic(topic, PARTITIONS, (short) 1));
    }
    admin.createTopics(topics).all().get(20, TimeUnit.SECONDS);
    producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                // a broker that just made a partition may refuse a first batch and take the second
                "max.in.flight.requests.per.connection",
                1,
                "linger.ms",
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void stopBroker() {
    producer.close();
    admin.close();
    broker.close();
  }

  private StateNode node(String name, int standbys) {
    return new StateNode(
        broker.bootstrapServers(), APPLICATION, directory.resolve(name), records, standbys);
  }

  private void send(Event event) throws Exception {
    send(event.owner(), event.recordKey(), encoder.encode(EventAvro.toAvro(event)));
  }

  private void send(UserId owner, String key, byte[] value) throws Exception {
    int partition = Partitions.of(owner, PARTITIONS);
    producer.send(
        new ProducerRecord<>(Topics.EVENTS, partition, key.getBytes(StandardCharsets.UTF_8), value),
        (RecordMetadata metadata, Exception failure) -> {
          if (failure != null) {
            unsent.incrementAndGet();
          } else {
            sent.merge(metadata.partition(), metadata.offset(), Math::max);
          }
        });
  }

  private void flush() {
    producer.flush();
    assertThat(unsent).hasValue(0);
  }

  private void sendMessages(int from, int to) throws Exception {
    for (int message = from; message < to; message++) {
      send(
          events.message(
              "user" + message % 5,
              "session" + message % 3,
              "m" + message,
              Role.USER,
              "kernel word" + message,
              null,
              new CreateMissing("t", "web", null)));
    }
    flush();
  }

  /** A record that cannot be understood while the registry is down: the task dies of it. */
  private void crash(StateNode node) throws Exception {
    registryIsDown.set(true);
    for (int user = 0; user < 5; user++) {
      UserId owner = new UserId("user" + user);
      send(owner, owner + "\u001fbroken" + user, new byte[] {0, 0, 0, 3, (byte) 0xe7, 1});
    }
    producer.flush();
    assertThat(node.failed.await(30, TimeUnit.SECONDS)).isTrue();
    node.close();
    registryIsDown.set(false);
  }

  private void assertIndexEqualsRows(StateNode node, boolean active, int messages)
      throws InterruptedException {
    Set<String> found = new HashSet<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      PartitionHandle handle = node.open(partition, active);
      assertThat(StateNode.documents(handle)).isEqualTo(StateNode.rows(handle).size());
      assertThat(StateNode.sessionsFound(handle)).isEqualTo(StateNode.sessionRows(handle));
      StateNode.find(handle, "kernel")
          .forEach(hit -> assertThat(found.add(hit.message().content())).isTrue());
    }
    assertThat(found).hasSize(messages);
  }

  private Path index(String node) {
    return directory.resolve(node).resolve("index").resolve(Names.STORE);
  }

  private Set<String> segments(String node) throws IOException {
    try (Stream<Path> files = Files.walk(index(node))) {
      Set<String> segments = new HashSet<>();
      files
          .filter(file -> file.toString().endsWith(".si"))
          .forEach(file -> segments.add(file.toString() + lastModified(file)));
      return segments;
    }
  }

  private static String lastModified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toString();
    } catch (IOException gone) {
      return "gone";
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Test
  void aCleanStopAndStartAppliesNothingAgain() throws Exception {
    sendMessages(0, MESSAGES);
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      assertIndexEqualsRows(node, true, MESSAGES);
    }
    Set<String> before = segments("a");
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      assertIndexEqualsRows(node, true, MESSAGES);
      assertThat(segments("a")).isEqualTo(before).isNotEmpty();
      assertThat(node.restored).hasValueLessThan(10);
    }
  }

  @Test
  void aCrashWipesTheRowsAndNotTheIndex() throws Exception {
    sendMessages(0, MESSAGES);
    Set<String> before;
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      TimeUnit.MILLISECONDS.sleep(400); // past the interval between commits of the index
      sendMessages(MESSAGES, MESSAGES + 50);
      node.await(sent);
      send(events.patchSession("user1", "session1", "{\"channel\":\"irc\"}", null));
      flush();
      node.await(sent);
      before = segments("a");
      crash(node);
    }
    assertThat(before).isNotEmpty();
    sendMessages(MESSAGES + 50, MESSAGES + 100);
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      assertThat(node.restored).as("all rows were read again").hasValueGreaterThan(MESSAGES);
      assertIndexEqualsRows(node, true, MESSAGES + 100);
      assertThat(segments("a")).as("segments of before").containsAnyElementsOf(before);
    }
  }

  @Test
  void aKillCostsWhatWasWrittenSinceRowsWereLastWrittenToDisk() throws Exception {
    sendMessages(0, MESSAGES);
    List<String> rows = new ArrayList<>();
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      awaitCommitted();
      for (int partition = 0; partition < PARTITIONS; partition++) {
        node.open(partition, true).compact();
      }
      sendMessages(MESSAGES, MESSAGES + 50);
      send(events.patchSession("user1", "session1", "{\"status\":\"deleted\"}", null));
      flush();
      node.await(sent);
      // what a kill would leave of the rows, and then their partitions were somewhere else
      LiveCopy.copy(
          directory.resolve("a").resolve("state"), directory.resolve("killed").resolve("state"));
      sendMessages(MESSAGES + 50, MESSAGES + 100);
      node.await(sent);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        rows.addAll(StateNode.allRows(node.open(partition, true)));
      }
    }
    // an index is ahead of rows after many a kill; files that are written cannot be copied
    LiveCopy.copy(
        directory.resolve("a").resolve("index"), directory.resolve("killed").resolve("index"));
    List<String> readOn = new ArrayList<>();
    try (StateNode node = node("killed", 0)) {
      node.await(sent);
      assertThat(node.restored).as("records that were read again").hasValueBetween(1, MESSAGES);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        PartitionHandle handle = node.open(partition, true);
        readOn.addAll(StateNode.allRows(handle));
        assertThat(StateNode.documents(handle)).isEqualTo(StateNode.rows(handle).size());
        assertThat(StateNode.sessionsFound(handle)).isEqualTo(StateNode.sessionRows(handle));
      }
    }
    assertThat(readOn).isEqualTo(rows);
  }

  /** Waits until all that was applied is committed. */
  private void awaitCommitted() throws Exception {
    long deadline = System.nanoTime() + StateNode.WAIT_NANOS;
    while (true) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(APPLICATION)
              .partitionsToOffsetAndMetadata()
              .get(20, TimeUnit.SECONDS);
      boolean all =
          sent.entrySet().stream()
              .allMatch(
                  last -> {
                    OffsetAndMetadata next =
                        committed.get(new TopicPartition(Topics.EVENTS, last.getKey()));
                    return next != null && next.offset() > last.getValue();
                  });
      if (all) {
        return;
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("nothing is committed");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  @Test
  void aMissingIndexIsBuiltFromTheChangelogBesideIntactRows() throws Exception {
    sendMessages(0, MESSAGES);
    send(events.patchSession("user1", "session1", "{\"status\":\"deleted\"}", null));
    flush();
    try (StateNode node = node("a", 0)) {
      node.await(sent);
    }
    delete(index("a"));
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      assertThat(node.restored).hasValueGreaterThan(MESSAGES);
      int hidden = MESSAGES / 15;
      assertIndexEqualsRows(node, true, MESSAGES - hidden);
    }
  }

  @Test
  void anIndexOfAnotherChangelogIsNeverServed() throws Exception {
    sendMessages(0, MESSAGES);
    try (StateNode node = node("a", 0)) {
      node.await(sent);
    }
    // what a reset of the application does: state and changelog go, the events are folded anew
    String changelog = APPLICATION + "-" + Names.STORE + "-changelog";
    admin.deleteTopics(List.of(changelog)).all().get(20, TimeUnit.SECONDS);
    admin.deleteConsumerGroups(List.of(APPLICATION)).all().get(20, TimeUnit.SECONDS);
    delete(directory.resolve("a").resolve("state"));
    Set<String> before = segments("a");
    try (StateNode node = node("a", 0)) {
      node.await(sent);
      assertIndexEqualsRows(node, true, MESSAGES);
      assertThat(segments("a")).doesNotContainAnyElementsOf(before);
    }
  }

  @Test
  void whenTheChangelogLostItsBeginningTheIndexForgetsItToo() throws Exception {
    sendMessages(0, MESSAGES / 2);
    try (StateNode node = node("a", 0)) {
      node.await(sent);
    }
    LiveCopy.copy(directory.resolve("a"), directory.resolve("old"));
    String changelog = APPLICATION + "-" + Names.STORE + "-changelog";
    Map<TopicPartition, Long> half = ends(changelog);
    sendMessages(MESSAGES / 2, MESSAGES);
    try (StateNode node = node("a", 0)) {
      node.await(sent);
    }
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, changelog),
                List.of(
                    new AlterConfigOp(
                        new ConfigEntry("cleanup.policy", "compact,delete"),
                        AlterConfigOp.OpType.SET))))
        .all()
        .get(20, TimeUnit.SECONDS);
    Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
    ends(changelog)
        .forEach(
            (place, end) ->
                deleted.put(
                    place,
                    RecordsToDelete.beforeOffset(
                        (Objects.requireNonNull(half.get(place)) + end) / 2)));
    admin.deleteRecords(deleted).all().get(20, TimeUnit.SECONDS);

    // the old state stands before what the changelog still has: Streams declares it corrupted
    try (StateNode node = node("old", 0)) {
      node.await(sent);
      for (int partition = 0; partition < PARTITIONS; partition++) {
        PartitionHandle handle = node.open(partition, true);
        int rows = StateNode.rows(handle).size();
        assertThat(rows).isBetween(1, MESSAGES / 2);
        assertThat(StateNode.documents(handle)).isEqualTo(rows);
      }
    }
  }

  private Map<TopicPartition, Long> ends(String topic) throws Exception {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      TopicPartition place = new TopicPartition(topic, partition);
      ends.put(
          place,
          admin
              .listOffsets(Map.of(place, OffsetSpec.latest()))
              .partitionResult(place)
              .get(20, TimeUnit.SECONDS)
              .offset());
    }
    return ends;
  }

  @Test
  void aStandByFollowsAndTakesOver() throws Exception {
    sendMessages(0, MESSAGES);
    StateNode first = node("a", 1);
    first.await(sent);
    try (StateNode second = node("b", 1)) {
      awaitStandby(first, second, MESSAGES);
      sendMessages(MESSAGES, MESSAGES + 100);
      send(events.patchSession("user1", "session1", "{\"status\":\"deleted\"}", null));
      flush();
      first.close();
      second.await(sent);
      assertIndexEqualsRows(second, true, MESSAGES + 100 - hiddenOf(MESSAGES + 100));
    }
  }

  private static int hiddenOf(int messages) {
    int hidden = 0;
    for (int message = 0; message < messages; message++) {
      hidden += message % 5 == 1 && message % 3 == 1 ? 1 : 0;
    }
    return hidden;
  }

  /** Waits until both nodes together hold every partition twice, wherever it is active. */
  private static void awaitStandby(StateNode first, StateNode second, int messages)
      throws InterruptedException {
    long deadline = System.nanoTime() + StateNode.WAIT_NANOS;
    while (true) {
      try {
        long documents = 0;
        for (int partition = 0; partition < PARTITIONS; partition++) {
          documents += StateNode.documents(second.open(partition, false));
          documents += StateNode.documents(first.open(partition, false));
        }
        if (documents == 2L * messages) {
          return;
        }
      } catch (RuntimeException notYet) {
        // it has not joined, or hands partitions over
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the stand-by did not catch up");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
