package io.chatlog.ingest.publish;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka's own in-memory producer, which acknowledges at once, but for the next sends that a script
 * treats otherwise. Has the two metrics that the log looks at.
 */
final class ScriptedProducer extends MockProducer<byte[], byte[]> {
  static final String TOPIC = "chatlog.events";

  private interface Treatment {
    Future<RecordMetadata> treat(ProducerRecord<byte[], byte[]> record);
  }

  private final Deque<Treatment> script = new ArrayDeque<>();
  private double outgoingBytes;
  private double connections = 1;

  ScriptedProducer(int partitions) {
    super(cluster(partitions), true, null, new ByteArraySerializer(), new ByteArraySerializer());
    metric("outgoing-byte-total", () -> outgoingBytes);
    metric("connection-count", () -> connections);
  }

  private static Cluster cluster(int partitions) {
    List<PartitionInfo> infos =
        IntStream.range(0, partitions)
            .mapToObj(partition -> new PartitionInfo(TOPIC, partition, null, null, null))
            .toList();
    return new Cluster("c", List.<Node>of(), infos, java.util.Set.of(), java.util.Set.of());
  }

  private interface Gauge {
    double now();
  }

  private void metric(String name, Gauge gauge) {
    MetricName metricName = new MetricName(name, "producer-metrics", "", java.util.Map.of());
    setMockMetrics(
        metricName,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metricName;
          }

          @Override
          public Object metricValue() {
            return gauge.now();
          }
        });
  }

  @Override
  public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    Treatment treatment = script.poll();
    return treatment == null || closed() ? pass(record) : treatment.treat(record);
  }

  private Future<RecordMetadata> pass(ProducerRecord<byte[], byte[]> record) {
    outgoingBytes += 10;
    return super.send(record);
  }

  /** The next send is acknowledged. */
  void passNext() {
    script.add(this::pass);
  }

  /** The next send is refused before the record is taken. */
  void refuseNext(RuntimeException cause) {
    script.add(record -> CompletableFuture.failedFuture(cause));
  }

  /** The next send fails later, after so many bytes went out to brokers. */
  void failNextAfterSending(int bytes, RuntimeException cause) {
    script.add(
        record -> {
          CompletableFuture<RecordMetadata> future = new CompletableFuture<>();
          Thread.ofVirtual()
              .start(
                  () -> {
                    synchronized (this) {
                      outgoingBytes += bytes;
                    }
                    future.completeExceptionally(cause);
                  });
          return new Late(future);
        });
  }

  /** The next send is never answered. */
  void swallowNext() {
    script.add(record -> new CompletableFuture<>());
  }

  /** The next send is acknowledged by a broker that does not know the offset any more. */
  void acknowledgeNextWithoutOffset() {
    script.add(
        record ->
            CompletableFuture.completedFuture(
                new RecordMetadata(new TopicPartition(TOPIC, record.partition()), -1, 0, 0, 0, 0)));
  }

  void connections(int open) {
    connections = open;
  }

  /** A future that is never seen done right after the send, as with a real producer. */
  private record Late(CompletableFuture<RecordMetadata> future) implements Future<RecordMetadata> {
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      return false;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public RecordMetadata get()
        throws InterruptedException, java.util.concurrent.ExecutionException {
      return future.get();
    }

    @Override
    public RecordMetadata get(long timeout, java.util.concurrent.TimeUnit unit)
        throws InterruptedException,
            java.util.concurrent.ExecutionException,
            java.util.concurrent.TimeoutException {
      return future.get(timeout, unit);
    }
  }
}
