package io.chatlog.view;

import io.chatlog.value.Embedding;
import org.jspecify.annotations.Nullable;

/**
 * All that is kept of a message, for exports and backups.
 *
 * @param fingerprint of what had posted it
 * @param embedding the vector that a client brought for what it says, or null
 */
public record KeptMessage(Message message, long fingerprint, @Nullable Embedding embedding) {
  /** One without a vector. */
  public KeptMessage(Message message, long fingerprint) {
    this(message, fingerprint, null);
  }
}
