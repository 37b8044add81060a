package io.chatlog.value;

import java.util.Locale;
import java.util.Optional;

/** Who speaks in a message. The order is that of the numbers in state rows: append only. */
public enum Role {
  USER,
  ASSISTANT,
  SYSTEM,
  TOOL;

  private static final Role[] ALL = values();
  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name clients see, in lower case. */
  public String wireName() {
    return wireName;
  }

  /** The role with a name in any letter case, or empty. */
  public static Optional<Role> parse(String name) {
    for (Role role : ALL) {
      if (role.wireName.equalsIgnoreCase(name)) {
        return Optional.of(role);
      }
    }
    return Optional.empty();
  }

  /** The role with a number of {@link #ordinal()}, as state rows hold it. */
  public static Role ofOrdinal(int ordinal) {
    return ALL[ordinal];
  }

  /** How many roles there are. */
  public static int count() {
    return ALL.length;
  }
}
