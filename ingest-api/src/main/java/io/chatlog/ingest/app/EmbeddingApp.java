package io.chatlog.ingest.app;

import io.chatlog.embedding.Embedder;
import io.chatlog.ingest.embed.EmbeddingWorker;
import io.chatlog.ingest.publish.KafkaWrittenEvents;
import io.chatlog.serde.SchemaSource;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;

/**
 * Gives messages vectors that came without, in a thread of its own. Each process of ingest runs
 * one; they share the partitions of the log as a consumer group, one group for each model: with
 * another model, all is embedded anew.
 */
public final class EmbeddingApp implements AutoCloseable {
  /** The number is that of what is embedded: with more kinds of texts, all is looked at anew. */
  private static final String GROUP = "chatlog-embeddings-3-";

  private static final Duration STOP_MAX = Duration.ofSeconds(15);

  private final EmbeddingWorker worker;
  private final Thread thread;

  private EmbeddingApp(EmbeddingWorker worker, Thread thread) {
    this.worker = worker;
    this.thread = thread;
  }

  /**
   * Begins.
   *
   * @param bootstrapServers where the log is
   * @param space tells the model from others
   * @param embedder the model; closed by whoever opened it
   * @param ports how vectors are written
   */
  public static EmbeddingApp start(
      String bootstrapServers,
      String space,
      Embedder embedder,
      SchemaSource schemas,
      WritePorts ports,
      MeterRegistry registry) {
    EmbeddingWorker worker =
        new EmbeddingWorker(
            KafkaWrittenEvents.join(bootstrapServers, GROUP + space, schemas),
            embedder,
            ports.encoder(),
            ports.log(),
            ports.newIds(),
            ports.clock());
    measure(worker, registry);
    Thread thread = Thread.ofPlatform().daemon().name("chatlog-embeddings").start(worker);
    return new EmbeddingApp(worker, thread);
  }

  private static void measure(EmbeddingWorker worker, MeterRegistry registry) {
    Gauge.builder("chatlog.embeddings.backlog.events", worker, EmbeddingWorker::backlog)
        .description("Events of the log that were not looked at for texts without a vector yet")
        .register(registry);
    FunctionCounter.builder("chatlog.embeddings.made", worker, EmbeddingWorker::made)
        .description("Vectors that were made and written")
        .register(registry);
    FunctionCounter.builder("chatlog.embeddings.refused", worker, EmbeddingWorker::refused)
        .description("Texts that the model makes no vector of")
        .register(registry);
    FunctionCounter.builder("chatlog.embeddings.failures", worker, EmbeddingWorker::failures)
        .description("Calls of the model, or writes, that have to be repeated")
        .register(registry);
  }

  /** Ends what is under way; it is begun anew from there at the next start. */
  @Override
  public void close() {
    worker.stop();
    try {
      if (!thread.join(STOP_MAX)) {
        thread.interrupt();
      }
    } catch (InterruptedException stop) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
