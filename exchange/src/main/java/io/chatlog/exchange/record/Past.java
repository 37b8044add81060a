package io.chatlog.exchange.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session of Chatlog's own export keeps beside what every conversation has. Times are
 * microseconds since 1970 UTC; what is not known is null.
 *
 * @param status the name of a status, unchecked
 * @param lastSeq the last seq that was given to a message of it, deleted ones included
 */
public record Past(
    @Nullable String status,
    @Nullable String summary,
    List<String> tags,
    @Nullable String externalId,
    @Nullable Long updatedAtMicros,
    @Nullable Long version,
    @Nullable Long lastSeq) {
  /** Nothing. */
  public static final Past NONE = new Past(null, null, List.of(), null, null, null, null);

  public Past {
    tags = List.copyOf(tags);
  }

  /** The same of a message. */
  public record OfTurn(
      @Nullable Long receivedAtMicros,
      @Nullable Long editedAtMicros,
      @Nullable Long version,
      @Nullable Long seq) {
    /** Nothing. */
    public static final OfTurn NONE = new OfTurn(null, null, null, null);
  }

  /** The same of a user. */
  public record OfUser(
      @Nullable String username,
      @Nullable String role,
      @Nullable Long createdAtMicros,
      @Nullable Long updatedAtMicros,
      @Nullable Long version) {
    /** Nothing. */
    public static final OfUser NONE = new OfUser(null, null, null, null, null);
  }
}
