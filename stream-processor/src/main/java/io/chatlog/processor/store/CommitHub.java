package io.chatlog.processor.store;

import io.chatlog.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClient;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells stores what Kafka has committed.
 *
 * <p>Under exactly-once Streams does not call {@code StateStore.commit} on a running active task
 * ({@code StreamTask.postCommit}), so a store would never know which of its changes are final. This
 * hook does: Streams takes its clients from here, and the producers note the changelog offsets that
 * the broker confirms. When a transaction is committed, the stores of its changelogs are told the
 * highest of them, on the stream thread, with nothing processed in between: all that a store was
 * given so far, and nothing else, stands in the changelog up to that offset.
 *
 * <p>Give the same hub to the {@link org.apache.kafka.streams.KafkaStreams} and to the supplier of
 * the store. Thread-safe.
 */
public final class CommitHub implements KafkaClientSupplier {
  /** Compacted, and read for what stands there now. */
  private static final Set<String> SUMMARIES = Set.of(Topics.SESSIONS, Topics.USER_STATS);

  /** Streams looks at callbacks only; a record that another took the place of has no offset. */
  private static final Future<RecordMetadata> TOLD_BY_CALLBACK =
      CompletableFuture.failedFuture(
          new UnsupportedOperationException("what becomes of the record is told to its callback"));

  private final Map<TopicPartition, Committed> stores = new ConcurrentHashMap<>();
  private final Changelogs changelogs;
  private final boolean tells;
  private final int eventsTogether;
  private final ThreadLocal<CommitPace> paces;

  /** What a thread does before it waits, or commits. */
  private final ThreadLocal<List<Runnable>> beforeWaiting = ThreadLocal.withInitial(ArrayList::new);

  /**
   * A hub for one client at a time; the next client may have it when the one before was closed.
   *
   * @param commitEvery the least time between two commits of a thread that keeps up
   */
  public CommitHub(Duration commitEvery) {
    this(false, true, commitEvery.toMillis(), Integer.MAX_VALUE);
  }

  private CommitHub(boolean detached, boolean tells, long commitEveryMillis, int eventsTogether) {
    this.changelogs = new Changelogs(detached);
    this.tells = tells;
    this.eventsTogether = eventsTogether;
    this.paces = ThreadLocal.withInitial(() -> new CommitPace(commitEveryMillis));
  }

  /**
   * A hub for a topology that is driven without a broker: nothing is told as committed, and every
   * changelog has the same identity.
   */
  public static CommitHub withoutBroker() {
    return withoutBroker(1);
  }

  /**
   * The same for a topology whose driver says when its thread {@link #aboutToWait is about to
   * wait}.
   *
   * @param eventsTogether how many events may be written together
   */
  public static CommitHub withoutBroker(int eventsTogether) {
    return new CommitHub(true, false, Long.MAX_VALUE, eventsTogether);
  }

  /** The same, where stores are told by somebody who asks for them here. */
  static CommitHub toldByHand() {
    return new CommitHub(true, true, Long.MAX_VALUE, 1);
  }

  /** When the calling stream thread commits. */
  public CommitPace pace() {
    return paces.get();
  }

  /**
   * How many events of a task may be written together.
   *
   * @param most no more than so many
   */
  public int eventsTogether(int most) {
    return Math.min(eventsTogether, most);
  }

  /**
   * Has something done each time before the calling stream thread asks the broker for records,
   * which it does when it has processed all that it has, and before it commits: after that nothing
   * may be held back.
   */
  public void beforeWaiting(Runnable action) {
    beforeWaiting.get().add(action);
  }

  /** Has it done no more; to be called by the same thread. */
  public void forget(Runnable action) {
    beforeWaiting.get().remove(action);
  }

  /** The calling thread is about to wait: nothing is held back from now on. */
  public void aboutToWait() {
    List<Runnable> actions = beforeWaiting.get();
    for (int at = 0; at < actions.size(); at++) {
      actions.get(at).run();
    }
  }

  /** Told what became of the changes of a store. Called by its stream thread. */
  interface Committed {
    /**
     * All that was changed so far, and nothing else, stands in the changelog up to an offset, and
     * is committed.
     */
    void committed(long offset);

    /** What was changed since the last commit will never be committed. */
    void aborted();
  }

  /** Whether stores are told what becomes of their changes. */
  boolean tells() {
    return tells;
  }

  /** The open store of a changelog, or null. */
  @Nullable Committed store(TopicPartition changelog) {
    return stores.get(changelog);
  }

  void register(TopicPartition changelog, Committed store) {
    stores.put(changelog, store);
  }

  void unregister(TopicPartition changelog, Committed store) {
    stores.remove(changelog, store);
  }

  /** What is known of changelogs. */
  Changelogs changelogs() {
    return changelogs;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    Admin made = AdminClient.create(config);
    changelogs.ask(made);
    return made;
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new TellingProducer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        aboutToWait();
        return super.poll(timeout);
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return consumer(config);
  }

  private static Consumer<byte[], byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * A stream thread's producer. Records of topics in which only the last one of a key counts wait
   * until the transaction ends, see {@link ConflationWindow}.
   */
  private final class TellingProducer extends KafkaProducer<byte[], byte[]> {
    private final ConflationWindow window = new ConflationWindow(this::sendNow);

    // at most one entry for each open store
    private final Set<TopicPartition> changed = new HashSet<>();

    // written by the producer's own thread; at most one entry for each open store
    private final Map<TopicPartition, Long> confirmed = new ConcurrentHashMap<>();

    TellingProducer(Map<String, Object> config) {
      super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
      Integer partition = record.partition();
      if (partition != null && record.key() != null) {
        TopicPartition to = new TopicPartition(record.topic(), partition);
        boolean row = stores.containsKey(to);
        if (row) {
          changed.add(to);
          if (DerivedRows.isDerived(record.key(), record.value())) {
            return TOLD_BY_CALLBACK;
          }
        }
        if (row || SUMMARIES.contains(record.topic())) {
          window.add(to, record, callback);
          return TOLD_BY_CALLBACK;
        }
      }
      return sendNow(record, callback);
    }

    private Future<RecordMetadata> sendNow(
        ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
      return super.send(
          record,
          (metadata, failure) -> {
            if (failure == null) {
              TopicPartition partition = new TopicPartition(metadata.topic(), metadata.partition());
              if (stores.containsKey(partition)) {
                confirmed.merge(partition, metadata.offset(), Math::max);
              }
            }
            if (callback != null) {
              callback.onCompletion(metadata, failure);
            }
          });
    }

    @Override
    public void flush() {
      aboutToWait(); // Streams asks for it before it looks how far a commit reaches
      window.drain();
      super.flush();
    }

    @Override
    public void commitTransaction() {
      window.drain();
      super.commitTransaction(); // waits for every record: all callbacks above have run
      pace().committed(System.currentTimeMillis());
      Map<TopicPartition, Long> told = new HashMap<>(confirmed);
      confirmed.clear();
      changed.clear();
      told.forEach(
          (partition, offset) -> {
            Committed store = store(partition);
            if (store != null) {
              store.committed(offset);
            }
          });
    }

    @Override
    public void abortTransaction() {
      window.clear();
      confirmed.clear();
      for (TopicPartition partition : changed) {
        Committed store = store(partition);
        if (store != null) {
          store.aborted();
        }
      }
      changed.clear();
      super.abortTransaction();
    }
  }
}
