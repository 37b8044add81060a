package io.chatlog.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.avro.EventRecord;
import io.chatlog.avro.FeedRecord;
import io.chatlog.avro.MessageFact;
import io.chatlog.avro.RejectionRecord;
import io.chatlog.avro.SessionFact;
import io.chatlog.avro.SessionSummaryRecord;
import io.chatlog.avro.UserFact;
import io.chatlog.avro.UserStatsRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.processor.store.ErasureMark;
import io.chatlog.processor.store.Rows;
import io.chatlog.processor.store.TaskRows;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.serde.SchemaSource;
import io.chatlog.serde.WireDecoder;
import io.chatlog.serde.WireEncoder;
import io.chatlog.testkit.Events;
import io.chatlog.topic.Topics;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Changes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology with a real RocksDB store, and what it writes to each topic. */
final class EventProcessorTest {
  private static final SchemaSource SCHEMAS =
      id -> SchemaCatalogue.byId(id).map(RegisteredSchema::schemaJson);

  private final WireEncoder<EventRecord> encoder =
      new WireEncoder<>(SchemaCatalogue.latest(Topics.EVENTS).id(), EventRecord.class);
  private final AppliedOffsets applied = new AppliedOffsets();
  private final Events events = new Events();

  @TempDir private java.nio.file.Path directory;
  private TopologyTestDriver driver;
  private static final SegmentTimes.Times TIMES = new SegmentTimes.Times(60_000, 120_000, 600_000);

  private TestInputTopic<byte[], byte[]> input;
  private SegmentTimes.@Nullable Times times = TIMES;

  @BeforeEach
  void start() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
    Records records = Records.of(topic -> SchemaCatalogue.latest(topic).id(), SCHEMAS);
    driver =
        new TopologyTestDriver(
            ChatlogTopology.build(
                Stores.persistentKeyValueStore(Names.STORE),
                records,
                applied,
                1,
                true,
                ErasedEvents.NONE,
                86_400_000,
                () -> Optional.ofNullable(times),
                CommitHub.withoutBroker()),
            settings);
    input =
        driver.createInputTopic(
            Topics.EVENTS, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  private void send(Event event) {
    input.pipeInput(
        event.recordKey().getBytes(StandardCharsets.UTF_8),
        encoder.encode(EventAvro.toAvro(event)),
        event.receivedAtMicros() / 1_000);
  }

  private List<TestRecord<byte[], byte[]>> records(String topic) {
    return driver
        .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  private <T extends SpecificRecord> List<T> read(String topic, Class<T> type) {
    WireDecoder<T> decoder = new WireDecoder<>(SCHEMAS, type);
    return records(topic).stream()
        .map(
            record -> {
              try {
                return decoder.decode(record.value());
              } catch (Exception broken) {
                throw new AssertionError(broken);
              }
            })
        .toList();
  }

  private Rows rows() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(Names.STORE);
    return new Rows(new TaskRows(store));
  }

  @Test
  void aMessageThatBringsUserAndSessionIntoBeingIsToldInOrder() {
    send(
        events.message(
            "ada", "s", "m1", Role.USER, "hello", 5_000_000L, new CreateMissing("t", "irc", "x")));
    send(events.message("ada", "s", "m2", Role.ASSISTANT, "hi", 7_000_000L, null));

    List<FeedRecord> feed = read(Topics.FEED, FeedRecord.class);
    assertThat(feed).hasSize(4);
    assertThat(((UserFact) feed.get(0).getFact()).getCreated()).isTrue();
    assertThat(((SessionFact) feed.get(1).getFact()).getTitle()).isEqualTo("t");
    assertThat(((MessageFact) feed.get(2).getFact()).getSeq()).isEqualTo(1);
    MessageFact second = (MessageFact) feed.get(3).getFact();
    assertThat(second.getSeq()).isEqualTo(2);
    assertThat(second.getContent()).isEqualTo("hi");
    assertThat(feed).extracting(FeedRecord::getOffset).containsExactly(0L, 0L, 0L, 1L);

    List<SessionSummaryRecord> sessions = read(Topics.SESSIONS, SessionSummaryRecord.class);
    assertThat(sessions.getLast().getMessageCount()).isEqualTo(2);
    List<UserStatsRecord> stats = read(Topics.USER_STATS, UserStatsRecord.class);
    assertThat(stats.getLast().getTotalMessages()).isEqualTo(2);
    assertThat(stats.getLast().getMessagesByRole()).containsEntry("assistant", 1L);
    assertThat(applied.applied(0)).hasValue(1);
    assertThat(
            rows()
                .session(new UserId("ada"), new SessionId("s"))
                .stats()
                .responseTimes()
                .sumMillis())
        .isEqualTo(2_000);
  }

  @Test
  void whoseDataChangedIsRememberedOfAcceptedWritesOnly() {
    send(events.user("ada"));
    send(events.user("bob"));
    send(events.message("bob", "s", "m", Role.USER, "refused"));
    send(events.user("ada"));
    assertThat(applied.changes(0, -1).orElseThrow().owners())
        .containsExactlyInAnyOrder(
            Changes.hash(new UserId("ada")), Changes.hash(new UserId("bob")));
    assertThat(applied.changes(0, 1)).contains(new Changes(3, false, List.of()));
  }

  @Test
  void keysAreTheEventAndForSummariesTheUserOrSession() {
    Event event =
        events.message("ada", "s", "m", Role.USER, "x", null, new CreateMissing(null, null, null));
    send(event);
    String key = "ada\u001f" + event.eventId();
    assertThat(records(Topics.FEED))
        .extracting(record -> text(record.key()))
        .containsExactly(key, key + "\u001f1", key + "\u001f2");
    assertThat(records(Topics.SESSIONS))
        .allMatch(record -> text(record.key()).equals("ada\u001fs"));
    assertThat(records(Topics.USER_STATS)).allMatch(record -> text(record.key()).equals("ada"));
  }

  @Test
  void aRefusedWriteIsOnRejectionsAndNowhereElse() {
    send(events.message("ada", "s", "m", Role.USER, "x"));
    List<RejectionRecord> rejections = read(Topics.REJECTIONS, RejectionRecord.class);
    assertThat(rejections).hasSize(1);
    assertThat(rejections.getFirst().getCode()).isEqualTo("user_not_found");
    assertThat(rejections.getFirst().getKind()).isEqualTo("PostMessage");
    assertThat(rejections.getFirst().getEntityId()).isEqualTo("m");
    assertThat(records(Topics.FEED)).isEmpty();
    assertThat(records(Topics.SESSIONS)).isEmpty();
    assertThat(rows().rejection(0).code().wireName()).isEqualTo("user_not_found");
    assertThat(applied.applied(0)).hasValue(0);
  }

  @Test
  void aRepeatedWriteIsToldNowhere() {
    Event event = events.user("ada");
    send(event);
    records(Topics.FEED);
    records(Topics.USER_STATS);
    send(event);
    assertThat(records(Topics.FEED)).isEmpty();
    assertThat(records(Topics.USER_STATS)).isEmpty();
    assertThat(records(Topics.REJECTIONS)).isEmpty();
    assertThat(rows().partition().appliedOffset()).isEqualTo(1);
    assertThat(rows().partition().users()).isEqualTo(1);
  }

  @Test
  void whatCannotBeDecodedGoesToTheDeadLetterTopicAndThePartitionGoesOn() {
    byte[] garbage = {0, 0, 0, 0, 1, 42, 42, 42};
    input.pipeInput("k".getBytes(StandardCharsets.UTF_8), garbage);
    input.pipeInput(new byte[0], new byte[] {1, 2, 3});
    send(events.user("ada"));

    List<TestRecord<byte[], byte[]>> dead = records(Topics.DLQ);
    assertThat(dead).hasSize(2);
    assertThat(dead.getFirst().value()).isEqualTo(garbage);
    assertThat(text(dead.getFirst().headers().lastHeader("chatlog.dlq.cause").value()))
        .contains("UndecodableRecord");
    assertThat(text(dead.getFirst().headers().lastHeader("chatlog.dlq.offset").value()))
        .isEqualTo("0");
    assertThat(rows().rejection(1).code().wireName()).isEqualTo("undecodable");
    assertThat(rows().user(new UserId("ada"))).isNotNull();
  }

  @Test
  void aPatchThatBreaksTheFoldIsADeadLetterNotACrash() {
    send(events.user("ada"));
    send(events.patchUser("ada", "[not an object]", null));
    send(events.patchUser("ada", "{\"name\":\"Ada\"}", 1L));
    assertThat(records(Topics.DLQ)).hasSize(1);
    assertThat(rows().user(new UserId("ada")).user().name()).isEqualTo("Ada");
  }

  @Test
  void aTombstoneOnlyMovesThePartitionOn() {
    input.pipeInput("ada\u001fx".getBytes(StandardCharsets.UTF_8), (byte[]) null);
    assertThat(applied.applied(0)).hasValue(0);
    assertThat(records(Topics.DLQ)).isEmpty();
    assertThat(rows().partition().appliedOffset()).isZero();
  }

  private static final List<String> ERASABLE =
      List.of(Topics.FEED, Topics.REJECTIONS, Topics.SESSIONS, Topics.USER_STATS, Topics.ERASED);

  @Test
  void segmentsAreRolledTwiceAfterAnErasure() {
    times = null;
    input.pipeInput("ada\u001fx".getBytes(StandardCharsets.UTF_8), (byte[]) null);
    driver.advanceWallClockTime(Duration.ofDays(1));
    assertThat(records(Topics.FEED)).as("while nothing is known").isEmpty();
    times = TIMES;
    input.pipeInput("ada\u001fy".getBytes(StandardCharsets.UTF_8), (byte[]) null);
    assertRollsAfter(60, 70, 2);
    // its own input has it, too, and is not set off by it again
    assertRollsAfter(700, 790, 3);
    for (int day = 0; day < 5; day++) {
      driver.advanceWallClockTime(Duration.ofDays(1));
    }
    assertThat(records(Topics.FEED)).isEmpty();
    assertThat(applied.applied(0)).hasValue(3);
  }

  private void assertRollsAfter(int notWithinSeconds, int withinSeconds, long appliedThen) {
    driver.advanceWallClockTime(Duration.ofSeconds(notWithinSeconds));
    assertThat(records(Topics.FEED)).as("before its time").isEmpty();
    driver.advanceWallClockTime(Duration.ofSeconds(withinSeconds - notWithinSeconds));
    for (String topic : ERASABLE) {
      assertThat(records(topic)).as(topic).hasSize(1).allMatch(this::isRoll);
    }
    assertThat(applied.applied(0)).hasValue(appliedThen);
  }

  private boolean isRoll(TestRecord<byte[], byte[]> record) {
    return record.value() == null && text(record.key()).equals("\u001f0\u001f-1");
  }

  @Test
  void anErasureIsRememberedInARowUntilItIsForgotten() {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(Names.STORE);
    input.pipeInput("ada\u001fx".getBytes(StandardCharsets.UTF_8), (byte[]) null);
    assertThat(ErasureMark.read(store).rolled()).isFalse();
    driver.advanceWallClockTime(Duration.ofSeconds(70));
    assertThat(ErasureMark.read(store).rolled()).isTrue();
    driver.advanceWallClockTime(Duration.ofSeconds(790));
    assertThat(ErasureMark.read(store)).isNull();
  }

  @Test
  void aKeyOfSomebodyElseRollsNothing() {
    for (String key : List.of("", "\u001f", "\u001fx\u001f-1", "\u001f1\u001f1", "1\u001f-1")) {
      assertThat(Rolls.partition(key.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
    assertThat(Rolls.partition(Rolls.key(11))).hasValue(11);
  }

  @Test
  void theNamesOfTheTopologyAreThoseOfTheCatalogue() {
    Records records = Records.of(topic -> SchemaCatalogue.latest(topic).id(), SCHEMAS);
    String description =
        ChatlogTopology.build(
                Stores.persistentKeyValueStore(Names.STORE),
                records,
                applied,
                1,
                true,
                ErasedEvents.NONE,
                86_400_000,
                SegmentTimes.UNKNOWN,
                CommitHub.withoutBroker())
            .describe()
            .toString();
    assertThat(description)
        .contains("Source: events (topics: [chatlog.events])")
        .contains("Processor: decide (stores: [state])")
        .contains("Sink: feed (topic: chatlog.feed)")
        .contains("Sink: rejections (topic: chatlog.rejections)")
        .contains("Sink: sessions (topic: chatlog.sessions)")
        .contains("Sink: user-stats (topic: chatlog.user-stats)")
        .contains("Sink: dlq (topic: chatlog.dlq)")
        .contains("Sink: erase (topic: chatlog.events)")
        .contains("Sink: erased (topic: chatlog.erased)");
    assertThat(Names.APPLICATION).isEqualTo("chatlog-processor-v2");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
