package io.chatlog.value;

/**
 * The id of a document of one session; unique within that session only. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record DocumentId(String value) {
  public DocumentId {
    Ids.checked(value, "document_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
