package io.chatlog.ingest.embed;

import io.chatlog.embedding.Embedder;
import io.chatlog.embedding.EmbedderException;
import io.chatlog.event.Event;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.ingest.publish.WrittenEvents;
import io.chatlog.value.Embedding;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log behind everybody, has vectors made of what came without, and writes them to the log
 * as events of their own. Nothing waits for it: while the model is away, it stays where it is and
 * asks again, and goes on from there also after a restart. What it writes twice is one vector.
 *
 * <p>{@link #run} belongs to one thread; figures may be read by any.
 */
public final class EmbeddingWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddingWorker.class);
  private static final Duration REST_FIRST = Duration.ofSeconds(1);
  private static final Duration REST_MAX = Duration.ofSeconds(30);

  /** After so many failures of one batch its texts are asked for one by one. */
  private static final int BATCH_FAILURES_MAX = 5;

  /** Any model that is there makes a vector of this. */
  private static final String PROBE = "hello";

  private final WrittenEvents source;
  private final Embedder embedder;
  private final EventEncoder encoder;
  private final EventLog log;
  private final Supplier<String> newIds;
  private final InstantSource clock;
  private volatile boolean stopped;
  private volatile long backlog;
  private int batchFailures;
  private final ChunkNumbers numbers = new ChunkNumbers();
  private final MetSessions met = new MetSessions();
  private final LongAdder made = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failures = new LongAdder();

  /**
   * @param newIds gives the id of an event at each call
   */
  public EmbeddingWorker(
      WrittenEvents source,
      Embedder embedder,
      EventEncoder encoder,
      EventLog log,
      Supplier<String> newIds,
      InstantSource clock) {
    this.source = source;
    this.embedder = embedder;
    this.encoder = encoder;
    this.log = log;
    this.newIds = newIds;
    this.clock = clock;
  }

  /** Works until it is stopped; then lets go of its source. */
  @Override
  public void run() {
    try (source) {
      Duration rest = REST_FIRST;
      List<Unembedded> left = List.of();
      while (!stopped) {
        try {
          if (left.isEmpty()) {
            left =
                source.next().stream()
                    .flatMap(one -> Unembedded.of(one, numbers, met).stream())
                    .toList();
          }
          left = step(left);
          if (left.isEmpty()) {
            source.done();
          } else {
            source.stay();
          }
          backlog = source.backlog() + left.size();
          rest = REST_FIRST;
        } catch (EmbedderException | RuntimeException away) {
          failures.increment();
          if (!stopped) {
            LOG.warn("no vectors for now, asked again in {}: {}", rest, away.toString());
            rest(rest, left.size());
            rest = rest.multipliedBy(2).compareTo(REST_MAX) > 0 ? REST_MAX : rest.multipliedBy(2);
          }
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void rest(Duration length, int left) {
    try {
      source.rest(length);
      backlog = source.backlog() + left;
    } catch (RuntimeException woken) {
      LOG.debug("rested shorter: {}", woken.toString());
    }
  }

  /** Has some of them embedded and written; the others. */
  private List<Unembedded> step(List<Unembedded> wanted)
      throws EmbedderException, InterruptedException {
    if (wanted.isEmpty()) {
      return wanted;
    }
    int many = Math.min(wanted.size(), embedder.batchItemsMax());
    List<Unembedded> batch = wanted.subList(0, many);
    write(batch, embed(batch));
    batchFailures = 0;
    return wanted.subList(many, wanted.size());
  }

  /**
   * The vectors of a batch. Where the model does not take it, or fails of it again and again, each
   * text is asked for alone, so that one that it does not bear goes without and costs no other its
   * own.
   */
  private List<float[]> embed(List<Unembedded> batch)
      throws EmbedderException, InterruptedException {
    try {
      return embedder.embed(batch.stream().map(Unembedded::content).toList());
    } catch (EmbedderException failed) {
      batchFailures++;
      if (failed.isRetryable() && batchFailures <= BATCH_FAILURES_MAX) {
        throw failed;
      }
    }
    List<float[]> vectors = new ArrayList<>(batch.size());
    int without = 0;
    for (Unembedded one : batch) {
      float[] vector = alone(one);
      vectors.add(vector);
      without += vector.length == 0 ? 1 : 0;
    }
    if (without == batch.size()) {
      probe(); // one that takes nothing at all is set up wrongly
    }
    refused.add(without);
    return vectors;
  }

  /**
   * The vector of a text, an empty one where the model makes none of it though it is there.
   *
   * @throws EmbedderException when the model is away
   */
  private float[] alone(Unembedded one) throws EmbedderException, InterruptedException {
    try {
      return embedder.embed(List.of(one.content())).getFirst();
    } catch (EmbedderException failed) {
      if (failed.isRetryable()) {
        probe();
      }
      LOG.warn("a text goes without a vector: {}", failed.toString());
      return new float[0];
    }
  }

  /**
   * Asks for the vector of a text that every model takes.
   *
   * @throws EmbedderException when there is none: then nothing is told by its refusals
   */
  private void probe() throws EmbedderException, InterruptedException {
    embedder.embed(List.of(PROBE));
  }

  private void write(List<Unembedded> batch, List<float[]> vectors) {
    List<LogRecord> records = new ArrayList<>(batch.size());
    long now = clock.millis() * 1_000;
    for (int at = 0; at < batch.size(); at++) {
      Unembedded one = batch.get(at);
      Embedding embedding = Embedding.of(vectors.get(at));
      if (embedding != null) {
        records.add(
            encoder.encode(
                new Event(newIds.get(), one.owner(), null, now, null, one.with(embedding))));
      }
    }
    if (records.isEmpty()) {
      return;
    }
    for (Append append : log.append(records)) {
      if (!(append instanceof Append.Acknowledged)) {
        throw new IllegalStateException("vectors were not written: " + append);
      }
    }
    made.add(records.size());
  }

  /** Ends {@link #run} soon. */
  public void stop() {
    stopped = true;
    source.wake();
  }

  /** How many events of the log were not looked at yet, as of the last look. */
  public long backlog() {
    return backlog;
  }

  /** How many vectors were written. */
  public long made() {
    return made.sum();
  }

  /** How many texts the model refused. */
  public long refused() {
    return refused.sum();
  }

  /** How often the model or the log could not be asked. */
  public long failures() {
    return failures.sum();
  }
}
