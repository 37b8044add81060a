package io.chatlog.processor.topology;

import io.chatlog.avro.EventRecord;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.processor.fold.AuthoredRow;
import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.Decision;
import io.chatlog.processor.fold.Fact;
import io.chatlog.processor.fold.Fold;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PanelMessageRow;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.fold.Trace;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.store.ChangeRows;
import io.chatlog.processor.store.CommitHub;
import io.chatlog.processor.store.CommitPace;
import io.chatlog.processor.store.Purges;
import io.chatlog.serde.UndecodableRecord;
import io.chatlog.topic.Partitions;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import io.chatlog.view.wire.BrokenWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the events of one partition, in order: loads, folds, stores, tells downstream, moves the
 * watermark on.
 *
 * <p>All rows of an event are in one batch, with those of events before it that are decided in one
 * go, see {@link HeldRows}, so a reader sees all of it or nothing. The watermark moves after the
 * batch: who reads by position sees the event. It moves before Kafka commits: a crash replays the
 * same events to the same decisions, so an answer that was given stays true.
 *
 * <p>A record that cannot be decoded, or breaks the fold, goes to the dead-letter topic with its
 * cause, gets a rejection row, and the partition goes on.
 */
final class EventProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(EventProcessor.class);

  /** How often something is looked after though no event comes. */
  private static final Duration TICK_EVERY = Duration.ofMillis(50);

  /** How many rows go then. */
  private static final int PURGED_ROWS_IDLE = 5_000;

  /** How often it is looked whether it is time to roll segments. */
  private static final Duration ROLL_EVERY = Duration.ofSeconds(1);

  /** How many rows go beside an event: so few that the next one hardly waits. */
  private static final int PURGED_ROWS_PER_EVENT = 500;

  private final Records records;
  private final AppliedOffsets applied;
  private final int partitions;
  private final boolean writeFeed;
  private final ErasedEvents erased;
  private final SegmentTimes segmentTimes;
  private final CommitHub commits;

  @SuppressWarnings("NullAway.Init") // Streams calls init first
  private ProcessorContext<byte[], byte[]> context;

  @SuppressWarnings("NullAway.Init")
  private HeldRows rows;

  @SuppressWarnings("NullAway.Init")
  private TaskState state;

  @SuppressWarnings("NullAway.Init")
  private Erasure erasure;

  @SuppressWarnings("NullAway.Init")
  private Purges purges;

  @SuppressWarnings("NullAway.Init")
  private Rolls rolls;

  @SuppressWarnings("NullAway.Init")
  private CommitPace pace;

  private SortedMap<Long, byte[]> standIns = new TreeMap<>();
  private final Runnable writing = () -> rows.write();

  EventProcessor(
      Records records,
      AppliedOffsets applied,
      int partitions,
      boolean writeFeed,
      ErasedEvents erased,
      SegmentTimes segmentTimes,
      CommitHub commits) {
    this.records = records;
    this.applied = applied;
    this.partitions = partitions;
    this.writeFeed = writeFeed;
    this.erased = erased;
    this.segmentTimes = segmentTimes;
    this.commits = commits;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> taskContext) {
    context = taskContext;
    KeyValueStore<Bytes, byte[]> store = taskContext.getStateStore(Names.STORE);
    int partition = taskContext.taskId().partition();
    rows = new HeldRows(store, applied, partition, commits.eventsTogether(HeldRows.EVENTS_MAX));
    state = new TaskState(rows);
    erasure = new Erasure(taskContext, records);
    purges = new Purges(rows, rows::put, erasure);
    rolls = new Rolls(taskContext, store, segmentTimes);
    pace = commits.pace();
    long appliedOffset = state.partition().appliedOffset();
    standIns = erased.behind(partition, appliedOffset);
    taskContext.schedule(TICK_EVERY, PunctuationType.WALL_CLOCK_TIME, this::tick);
    taskContext.schedule(ROLL_EVERY, PunctuationType.WALL_CLOCK_TIME, rolls::work);
    applied.begin(partition, appliedOffset);
    commits.beforeWaiting(writing);
  }

  /**
   * What is gone goes while there is nothing else to do, too; and what was decided is committed.
   */
  private void tick(long nowMillis) {
    rows.write();
    if (purges.pending()) {
      erasure.at(nowMillis);
      purges.work(PURGED_ROWS_IDLE);
      state.forget();
    }
    if (pace.isDue(nowMillis)) {
      context.commit();
    }
  }

  @Override
  public void close() {
    commits.forget(writing);
    try {
      rows.write();
    } finally {
      applied.end(context.taskId().partition());
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata metadata = context.recordMetadata().orElseThrow();
    long offset = metadata.offset();
    if (offset <= state.partition().appliedOffset()) {
      // cannot be under exactly-once; folding it twice would be worse than saying so
      LOG.warn("offset {} of partition {} was applied before", offset, metadata.partition());
      return;
    }
    UserId changed = null;
    applyStandIns(offset);
    if (!standIns.isEmpty() && standIns.firstKey() == offset) {
      applyStandIns(offset + 1);
    } else if (record.value() == null) {
      store(Fold.erased(state, offset)); // a tombstone: the record that it erases is decided
      rolls.tombstone(record.key(), context.currentSystemTimeMs());
    } else {
      changed = apply(record, metadata);
    }
    rows.decided(offset, changed);
    if (pace.decided(context.currentSystemTimeMs(), record.timestamp())) {
      context.commit();
    }
  }

  /** Events before an offset that are not on the log any more, as far as others build on them. */
  private void applyStandIns(long offset) {
    while (!standIns.isEmpty() && standIns.firstKey() < offset) {
      long at = standIns.firstKey();
      byte[] value = Objects.requireNonNull(standIns.remove(at));
      try {
        Event event = EventAvro.fromAvro(records.events().decode(value));
        purges.finish(event.owner());
        state.forget();
        store(Fold.next(state, at, event));
      } catch (IOException unreachable) {
        throw new UncheckedIOException(unreachable);
      } catch (UndecodableRecord broken) {
        // others build on it: to go on without it would number them differently
        throw new IllegalStateException("the stand-in of offset " + at + " is broken", broken);
      }
    }
  }

  /** Applies an event; whose data it changed, or null when it changed nobody's. */
  private @Nullable UserId apply(Record<byte[], byte[]> record, RecordMetadata metadata) {
    Event event;
    Step step;
    try {
      EventRecord avro = records.events().decode(record.value());
      event = EventAvro.fromAvro(avro);
      int home = Partitions.of(event.owner(), partitions);
      if (home != metadata.partition()) {
        throw new UndecodableRecord("user " + event.owner() + " belongs to partition " + home);
      }
      if (purges.pending()) {
        erasure.at(record.timestamp());
        purges.finish(event.owner());
        state.forget();
      }
      step = Fold.next(state, metadata.offset(), event);
    } catch (IOException unreachable) {
      // nothing is known about the record: stop here and start again rather than skip it
      throw new UncheckedIOException(unreachable);
    } catch (KafkaException | BrokenWire state) {
      throw state; // the state cannot be read: no fault of the record
    } catch (UndecodableRecord | RuntimeException broken) {
      skip(record, metadata, broken);
      return null;
    }
    store(step);
    tell(event, metadata, step, record.timestamp());
    if (purges.pending()) {
      purges.work(PURGED_ROWS_PER_EVENT);
      state.forget();
    }
    return step.decision() instanceof Decision.Accepted ? event.owner() : null;
  }

  private void store(Step step) {
    List<KeyValue<Bytes, byte[]>> changed = ChangeRows.of(step.changes());
    if (!purges.pending() && HeldRows.mayWait(step.changes())) {
      rows.hold(changed);
    } else {
      rows.put(changed);
      purges.follow(changed);
    }
    state.follow(step);
  }

  private void tell(Event event, RecordMetadata metadata, Step step, long timestampMillis) {
    Derived derived = new Derived(event, metadata.partition(), metadata.offset(), timestampMillis);
    switch (step.decision()) {
      case Decision.Accepted accepted -> {
        if (writeFeed) {
          int number = 0;
          for (Fact fact : accepted.facts()) {
            context.forward(
                derived.byEvent(number++, records.feed().encode(derived.feed(fact))), Names.FEED);
          }
        }
        erasure.at(timestampMillis);
        step.changes().forEach(change -> summarise(derived, change));
      }
      case Decision.Duplicate duplicate -> {
        erasure.at(timestampMillis);
        for (Change change : step.changes()) {
          if (change instanceof Change.EraseEvent(UserId owner, String eventId)) {
            erasure.eventOnly(owner, eventId);
          }
        }
      }
      case Decision.Rejected rejected -> {
        erasure.at(timestampMillis);
        for (Change change : step.changes()) {
          if (change instanceof Change.PutTrace(Trace trace)) {
            standIn(trace);
          }
        }
        context.forward(
            derived.byEvent(0, records.rejections().encode(derived.rejection(rejected))),
            Names.REJECTIONS);
      }
    }
  }

  private void summarise(Derived derived, Change change) {
    switch (change) {
      case Change.PutSession put ->
          context.forward(
              derived.bySession(
                  put.row().session().id(),
                  records.sessions().encode(derived.session(put.row().session()))),
              Names.SESSIONS);
      case Change.PutUserStats put ->
          context.forward(
              derived.byUser(records.userStats().encode(derived.userStats(put.row()))),
              Names.USER_STATS);
      case Change.DropUser drop -> erasure.user(drop.row().user().id());
      case Change.DropSession drop -> {
        Session session = drop.row().session();
        erasure.session(session.owner(), session.id());
      }
      case Change.DropMessage(MessageRow row) ->
          erasure.message(row, state.session(row.message().owner(), row.message().session()));
      case Change.PutTrace(Trace trace) -> standIn(trace);
      case Change.EraseEvent(UserId owner, String eventId) -> erasure.eventOnly(owner, eventId);
      case Change.DropPanelMessage(PanelMessageRow row) -> erasure.panelMessage(row);
      case Change.DropAuthored(AuthoredRow row) -> erasure.authored(row);
      case Change.DropDocument _,
          Change.DropUpload _,
          Change.DropPersona _,
          Change.DropPanel _,
          Change.PutPersona _,
          Change.PutPanel _,
          Change.PutPanelMessage _,
          Change.PutAuthored _,
          Change.PutInsight _ -> {}
      case Change.PutUser _,
          Change.ShowSession _,
          Change.PutTitles _,
          Change.PutSessionVector _,
          Change.DropSessionVector _,
          Change.PutMessage _,
          Change.PutMessageTime _,
          Change.PutContext _,
          Change.DropContext _,
          Change.PutPart _,
          Change.PutChunkVector _,
          Change.PutDocument _,
          Change.PutChannelSessions _,
          Change.PutBucket _,
          Change.PutUserBucket _,
          Change.PutExternalId _,
          Change.PutEmailClaim _,
          Change.DropEmailClaim _,
          Change.PutEmailVoid _,
          Change.PutRejection _,
          Change.PutPartition _ -> {}
    }
  }

  private void standIn(Trace trace) {
    if (trace.standIn() != null) {
      erasure.standIn(trace.standIn(), trace.offset());
    }
  }

  private void skip(Record<byte[], byte[]> record, RecordMetadata metadata, Exception cause) {
    String why = why(cause);
    LOG.warn(
        "record {}:{} goes to the dead-letter topic: {}",
        metadata.partition(),
        metadata.offset(),
        why,
        cause instanceof UndecodableRecord ? null : cause);
    store(Fold.skip(state, metadata.offset(), why));
    RecordHeaders headers = new RecordHeaders(record.headers());
    headers.add("chatlog.dlq.cause", utf8(why));
    headers.add("chatlog.dlq.topic", utf8(metadata.topic()));
    headers.add("chatlog.dlq.partition", utf8(Integer.toString(metadata.partition())));
    headers.add("chatlog.dlq.offset", utf8(Long.toString(metadata.offset())));
    byte[] key = record.key() == null ? new byte[0] : record.key();
    context.forward(
        new Record<>(key, record.value(), Math.max(0, record.timestamp()), headers), Names.DLQ);
  }

  /** What a rejection says of a record that could not be folded. */
  static String why(Exception cause) {
    return cause.getClass().getSimpleName() + ": " + cause.getMessage();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
