package io.chatlog.value;

/**
 * The id of a saved context of one user; unique within that user only. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record ContextId(String value) {
  public ContextId {
    Ids.checked(value, "context_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
