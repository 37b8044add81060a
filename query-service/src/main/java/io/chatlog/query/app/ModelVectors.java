package io.chatlog.query.app;

import io.chatlog.embedding.Embedder;
import io.chatlog.embedding.EmbedderException;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.http.TextVectors;
import io.chatlog.value.Embedding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model for the vectors of what is searched for. The last ones are remembered, so that the
 * pages of a walk compare with one and the same vector. Thread-safe.
 */
final class ModelVectors implements TextVectors {
  private static final Logger LOG = LoggerFactory.getLogger(ModelVectors.class);

  /** Each is a call of the model: more at once would only wait there. */
  private static final int CALLS_AT_ONCE_MAX = 16;

  private static final long PATIENCE_SECONDS = 3;
  private static final int REMEMBERED_MAX = 256;
  private static final float LOAD_FACTOR = 0.75f;

  private final Embedder embedder;
  private final Semaphore calls = new Semaphore(CALLS_AT_ONCE_MAX);
  private final Map<String, Embedding> remembered =
      new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
          return size() > REMEMBERED_MAX;
        }
      };

  ModelVectors(Embedder embedder) {
    this.embedder = embedder;
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public Embedding of(String text) {
    synchronized (remembered) {
      Embedding known = remembered.get(text);
      if (known != null) {
        return known;
      }
    }
    Embedding made = ask(text);
    synchronized (remembered) {
      remembered.put(text, made);
    }
    return made;
  }

  private Embedding ask(String text) {
    try {
      if (!calls.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new ProblemException(
            ErrorCode.TOO_MANY_REQUESTS, "too many searches wait for the embedding model");
      }
      try {
        Embedding embedding = Embedding.of(embedder.embed(List.of(text)).getFirst());
        if (embedding == null) {
          throw new ProblemException(
              ErrorCode.TEXT_NOT_EMBEDDED, "the embedding model makes no vector of the text");
        }
        return embedding;
      } finally {
        calls.release();
      }
    } catch (EmbedderException failed) {
      LOG.warn("a search by meaning goes without: {}", failed.toString());
      throw failed.isRetryable()
          ? new ProblemException(
              ErrorCode.EMBEDDER_UNAVAILABLE, "the embedding model cannot be asked now")
          : new ProblemException(
              ErrorCode.TEXT_NOT_EMBEDDED, "the embedding model makes no vector of the text");
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new ProblemException(ErrorCode.NOT_READY, "the server is stopping");
    }
  }
}
