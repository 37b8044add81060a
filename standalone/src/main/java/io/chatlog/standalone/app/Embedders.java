package io.chatlog.standalone.app;

import com.typesafe.config.Config;
import io.chatlog.embedding.Embedder;
import io.chatlog.embedding.EmbedderException;
import io.chatlog.embedding.EmbeddingSettings;
import io.chatlog.ingest.app.EmbeddingApp;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.standalone.role.StartRefusedException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/** Who makes vectors, as configured. */
final class Embedders {
  private Embedders() {}

  /**
   * Makes vectors of what is searched for: somebody waits, so no call is tried again.
   *
   * @return null where nobody makes vectors
   * @throws StartRefusedException when the model cannot be used, or a setting is wrong
   */
  static @Nullable Embedder ofQueries(Config settings, RunningParts parts)
      throws StartRefusedException {
    return open(settings(settings).impatient(), parts);
  }

  /**
   * Begins to give messages vectors that came without, where somebody makes them.
   *
   * @param shared the model of searches, to be used here as well where it is in this process; null
   *     where there is none
   */
  static void embedMessages(
      LogAccess log,
      @Nullable Embedder shared,
      WritePorts ports,
      MeterRegistry metrics,
      RunningParts parts)
      throws StartRefusedException {
    EmbeddingSettings settings = settings(log.settings());
    boolean inProcess = settings.provider() == EmbeddingSettings.Provider.ONNX;
    Embedder embedder = inProcess && shared != null ? shared : open(settings, parts);
    if (embedder != null) {
      parts.push(
          EmbeddingApp.start(
                  log.settings().getString("kafka.bootstrap_servers"),
                  settings.space(),
                  embedder,
                  log.schemas(),
                  ports,
                  metrics)
              ::close);
    }
  }

  private static EmbeddingSettings settings(Config chatlog) throws StartRefusedException {
    try {
      return EmbeddingSettings.from(chatlog);
    } catch (IllegalArgumentException fault) {
      throw new StartRefusedException(String.valueOf(fault.getMessage()), fault);
    }
  }

  private static @Nullable Embedder open(EmbeddingSettings settings, RunningParts parts)
      throws StartRefusedException {
    try {
      Embedder embedder = settings.open();
      if (embedder != null) {
        parts.push(embedder::close);
      }
      return embedder;
    } catch (EmbedderException unusable) {
      throw new StartRefusedException(
          "the embedding model cannot be used: " + unusable.getMessage(), unusable);
    }
  }
}
