package io.chatlog.config;

import io.chatlog.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link SettingsLog} in the topic {@code chatlog.config}, which has one partition. Each record
 * but those of {@link SettingsReporter} is a whole version under a key of its own; whoever made a
 * version then takes away the one before, so that one record stays. Which of two versions made at
 * the same time counts is decided by their order in the log, and so alike everywhere.
 */
public final class KafkaSettingsLog implements SettingsLog {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaSettingsLog.class);
  private static final TopicPartition TOPIC = new TopicPartition(Topics.CONFIG, 0);
  private static final Duration START_MAX = Duration.ofSeconds(15);
  private static final Duration CHANGE_MAX = Duration.ofSeconds(8);
  private static final Duration POLL = Duration.ofMillis(500);

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int ACCEPTED_KEPT_MAX = 100;
  private static final int REPORTS_MAX = 1_000;

  private final String bootstrapServers;
  private final KafkaConsumer<String, byte[]> consumer;
  private final Thread follower;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition read = lock.newCondition();

  // under the lock
  private final List<Consumer<SettingsVersion>> listeners = new ArrayList<>();
  private SettingsVersion now = SettingsVersion.NONE;
  private @Nullable String nowKey;
  private final Set<String> accepted =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > ACCEPTED_KEPT_MAX;
            }
          });
  private final Map<String, ProcessReport> reports = new TreeMap<>();
  private long position;
  private volatile boolean closed;

  private KafkaSettingsLog(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) POLL.toMillis(),
                ConsumerConfig.CLIENT_ID_CONFIG,
                "chatlog-config"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.follower = Thread.ofPlatform().daemon().name("chatlog-config").unstarted(this::followOn);
  }

  /**
   * Reads what is there, and follows what comes. Blocks until then.
   *
   * @throws UncheckedIOException when that takes too long
   */
  public static KafkaSettingsLog open(String bootstrapServers) {
    KafkaSettingsLog log = new KafkaSettingsLog(bootstrapServers);
    try {
      log.readAll();
      log.follower.start();
      return log;
    } catch (KafkaException unreachable) {
      log.consumer.close();
      throw new UncheckedIOException(
          new IOException(Topics.CONFIG + " cannot be read", unreachable));
    } catch (RuntimeException failed) {
      log.consumer.close();
      throw failed;
    }
  }

  private void readAll() {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    consumer.assign(List.of(TOPIC));
    consumer.seekToBeginning(List.of(TOPIC));
    long end = consumer.endOffsets(List.of(TOPIC), START_MAX).getOrDefault(TOPIC, 0L);
    while (consumer.position(TOPIC, START_MAX) < end) {
      if (System.nanoTime() > deadline) {
        throw new UncheckedIOException(new IOException(TOPIC + " could not be read in time"));
      }
      take(consumer.poll(POLL));
    }
  }

  private void followOn() {
    try {
      while (!closed) {
        try {
          take(consumer.poll(POLL));
        } catch (WakeupException stop) {
          return;
        } catch (KafkaException failed) {
          LOG.warn("changes of settings cannot be followed now", failed);
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    } finally {
      consumer.close();
    }
  }

  private void take(Iterable<ConsumerRecord<String, byte[]>> records) {
    for (ConsumerRecord<String, byte[]> record : records) {
      lock.lock();
      try {
        position = record.offset() + 1;
        if (record.key().startsWith(SettingsReporter.KEY)) {
          report(record.key(), record.value());
        } else if (record.value() != null) {
          SettingsVersion.decode(record.value()).ifPresent(version -> took(record.key(), version));
        }
        read.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void took(String key, SettingsVersion version) {
    SettingsVersion next = now.then(version);
    if (next != now) {
      now = next;
      nowKey = key;
      accepted.add(key);
      LOG.info("settings of version {} are in force: {}", now.version(), now.changed());
      listeners.forEach(listener -> listener.accept(next));
    }
  }

  private void report(String key, byte @Nullable [] value) {
    Optional<ProcessReport> report = value == null ? Optional.empty() : ProcessReport.decode(value);
    if (report.isEmpty()) {
      reports.remove(key);
    } else if (reports.size() < REPORTS_MAX || reports.containsKey(key)) {
      reports.put(key, report.get());
    }
  }

  @Override
  public List<ProcessReport> reports() {
    lock.lock();
    try {
      return List.copyOf(reports.values());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public SettingsVersion now() {
    lock.lock();
    try {
      return now;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void follow(Consumer<SettingsVersion> listener) {
    lock.lock();
    try {
      listeners.add(listener);
      listener.accept(now);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Outcome change(SettingsVersion next) {
    String before;
    lock.lock();
    try {
      if (now.version() + 1 != next.version()) {
        return new Outcome.Overtaken(now);
      }
      before = nowKey;
    } finally {
      lock.unlock();
    }
    String key = UUID.randomUUID().toString();
    try (KafkaProducer<String, byte[]> producer = producer(bootstrapServers, CHANGE_MAX)) {
      long offset = send(producer, key, next.encode());
      if (!awaitRead(offset)) {
        return new Outcome.Unavailable("the change is kept and not read back yet: look again");
      }
      if (!isAccepted(key)) {
        send(producer, key, null);
        return new Outcome.Overtaken(now());
      }
      if (before != null) {
        send(producer, before, null);
      }
      return new Outcome.Changed(next);
    } catch (ExecutionException | TimeoutException | KafkaException unreachable) {
      return new Outcome.Unavailable("the log does not take the change: " + unreachable);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return new Outcome.Unavailable("interrupted");
    }
  }

  private static long send(
      KafkaProducer<String, byte[]> producer, String key, byte @Nullable [] value)
      throws ExecutionException, InterruptedException, TimeoutException {
    return producer
        .send(new ProducerRecord<>(TOPIC.topic(), TOPIC.partition(), key, value))
        .get(CHANGE_MAX.toMillis(), TimeUnit.MILLISECONDS)
        .offset();
  }

  private boolean awaitRead(long offset) throws InterruptedException {
    long left = CHANGE_MAX.toNanos();
    lock.lock();
    try {
      while (position <= offset && left > 0) {
        left = read.awaitNanos(left);
      }
      return position > offset;
    } finally {
      lock.unlock();
    }
  }

  private boolean isAccepted(String key) {
    lock.lock();
    try {
      return accepted.contains(key);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A producer that does not wait for long.
   *
   * @param most how long a record may take
   */
  static KafkaProducer<String, byte[]> producer(String bootstrapServers, Duration most) {
    return new KafkaProducer<>(
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.ACKS_CONFIG,
            "all",
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            most.toMillis(),
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            (int) most.toMillis(),
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
            (int) most.toMillis() / 2,
            ProducerConfig.CLIENT_ID_CONFIG,
            "chatlog-config"),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      follower.join(POLL.multipliedBy(4).toMillis());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
