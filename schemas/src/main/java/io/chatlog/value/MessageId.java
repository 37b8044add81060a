package io.chatlog.value;

/**
 * The id of a message of one session; unique within that session only. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record MessageId(String value) {
  public MessageId {
    Ids.checked(value, "message_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
