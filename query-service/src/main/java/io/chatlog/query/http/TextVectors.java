package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.Embedding;

/** Makes vectors of the texts that are searched for. Thread-safe; may block. */
public interface TextVectors {
  /** How many numbers every vector has; 0 for any. */
  int dimensions();

  /**
   * The vector of a text.
   *
   * @throws ProblemException when there is none now, or never
   */
  Embedding of(String text);

  /** Nobody makes vectors: clients bring them. */
  static TextVectors none(int dimensions) {
    return new TextVectors() {
      @Override
      public int dimensions() {
        return dimensions;
      }

      @Override
      public Embedding of(String text) {
        throw new ProblemException(
            ErrorCode.EMBEDDINGS_NOT_CONFIGURED,
            "no embedding model is configured that makes a vector of the text: send an embedding,"
                + " or search with mode=text");
      }
    };
  }

  /** A vector that a client brought, if it has as many numbers as those of the deployment. */
  default Embedding checked(Embedding given) {
    if (dimensions() > 0 && given.dimensions() != dimensions()) {
      throw new ProblemException(
          ErrorCode.EMBEDDING_MISMATCH,
          "the embedding has "
              + given.dimensions()
              + " numbers, those of this deployment have "
              + dimensions());
    }
    return given;
  }
}
