package io.chatlog.view;

/** What a list of sessions is ordered by. */
public enum SessionSort {
  /** The latest message, or the beginning without one. */
  LAST_ACTIVITY,
  /** When the session came into being. */
  CREATED_AT,
  /** How many messages it holds. */
  MESSAGE_COUNT,
  /** The title in lower case, by code point. */
  TITLE;

  /** Whether a write may move a session in this order. */
  public boolean moves() {
    return switch (this) {
      case LAST_ACTIVITY, MESSAGE_COUNT, TITLE -> true;
      case CREATED_AT -> false;
    };
  }
}
