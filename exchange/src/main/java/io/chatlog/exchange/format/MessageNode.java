package io.chatlog.exchange.format;

import io.chatlog.exchange.record.Skip;
import io.chatlog.value.Role;
import org.jspecify.annotations.Nullable;

/**
 * A node of ChatGPT's tree, with no more of its message than is kept.
 *
 * @param id the key under which the tree has it
 * @param parent the key of its parent as it says itself, or null
 * @param timeMicros null where the message tells none
 */
record MessageNode(String id, @Nullable String parent, @Nullable Long timeMicros, What what) {
  /** What comes of its message. */
  sealed interface What {}

  /** It is left out. */
  record Left(Skip reason) implements What {}

  /** It is a message. */
  record Said(Role role, String content, @Nullable String metadataJson) implements What {}
}
