package io.chatlog.embedding;

import java.util.List;

/**
 * Makes a vector of a text, so that texts of like meaning lie near one another by cosine.
 * Thread-safe; blocks.
 */
public interface Embedder extends AutoCloseable {
  /** The most texts of one call. */
  int batchItemsMax();

  /** How many numbers every vector has. */
  int dimensions();

  /**
   * The vectors of texts, in their order; each of {@link #dimensions()} finite numbers, not all of
   * them 0. A text that is longer than the model reads is cut.
   *
   * @param texts at least one and at most {@link #batchItemsMax()}
   * @throws EmbedderException when there are none; the same call may succeed later where it says so
   * @throws InterruptedException when the thread is told to stop
   */
  List<float[]> embed(List<String> texts) throws EmbedderException, InterruptedException;

  @Override
  void close();
}
