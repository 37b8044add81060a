package io.chatlog.auth;

import io.chatlog.value.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On whose behalf a request is made, as far as it proved that. */
public sealed interface Caller {
  /** Nobody said. */
  record Nobody() implements Caller {}

  /** A user, by its token. */
  record OfUser(UserId user) implements Caller {}

  /**
   * An operator, by an API key.
   *
   * @param id of the key
   */
  record OfKey(String id, Set<String> scopes) implements Caller {}

  /** Whether data of a user is open to it: to the token of a user that user's only. */
  default boolean opens(UserId user) {
    return !(this instanceof OfUser own) || own.user().equals(user);
  }

  /** What events name as their actor: the id of an API key, or null. */
  default @Nullable String actor() {
    return this instanceof OfKey key ? key.id() : null;
  }
}
