package io.chatlog.value;

/**
 * The id of a session of one user; unique within that user only. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record SessionId(String value) {
  public SessionId {
    Ids.checked(value, "session_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
