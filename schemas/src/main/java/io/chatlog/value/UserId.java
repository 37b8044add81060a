package io.chatlog.value;

/**
 * The id of the owner of sessions, and the key that partitions the log. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record UserId(String value) {
  public UserId {
    Ids.checked(value, "user_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
