package io.chatlog.view;

import io.chatlog.value.Role;

/** How many messages each role holds. Immutable. */
public record RoleCounts(long user, long assistant, long system, long tool) {
  /** No messages. */
  public static final RoleCounts ZERO = new RoleCounts(0, 0, 0, 0);

  /** The count of one role. */
  public long of(Role role) {
    return switch (role) {
      case USER -> user;
      case ASSISTANT -> assistant;
      case SYSTEM -> system;
      case TOOL -> tool;
    };
  }

  /** These counts with one role's changed by a number. */
  public RoleCounts plus(Role role, long by) {
    return switch (role) {
      case USER -> new RoleCounts(user + by, assistant, system, tool);
      case ASSISTANT -> new RoleCounts(user, assistant + by, system, tool);
      case SYSTEM -> new RoleCounts(user, assistant, system + by, tool);
      case TOOL -> new RoleCounts(user, assistant, system, tool + by);
    };
  }

  /** All messages. */
  public long total() {
    return user + assistant + system + tool;
  }
}
