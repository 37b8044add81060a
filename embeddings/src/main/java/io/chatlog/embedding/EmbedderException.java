package io.chatlog.embedding;

import org.jspecify.annotations.Nullable;

/** There are no vectors of some texts. */
public final class EmbedderException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean retryable;

  /**
   * @param retryable whether the same texts may be embedded later
   */
  public EmbedderException(boolean retryable, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Whether the same texts may be embedded later: the model could not be asked, or does not answer
   * as configured. Otherwise it does not take these texts.
   */
  public boolean isRetryable() {
    return retryable;
  }
}
