package io.chatlog.value;

import java.util.Locale;
import java.util.Optional;

/** Where a session stands. The order is that of the numbers in state rows: append only. */
public enum SessionStatus {
  ACTIVE,
  ARCHIVED,
  HANDOFF_COMPLETE,
  /** Soft-deleted: out of every list, search and count until another status restores it. */
  DELETED;

  private static final SessionStatus[] ALL = values();
  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name clients see, in snake case. */
  public String wireName() {
    return wireName;
  }

  /** The status with an exact wire name, or empty. */
  public static Optional<SessionStatus> parse(String name) {
    for (SessionStatus status : ALL) {
      if (status.wireName.equals(name)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** The status with a number of {@link #ordinal()}, as state rows hold it. */
  public static SessionStatus ofOrdinal(int ordinal) {
    return ALL[ordinal];
  }
}
