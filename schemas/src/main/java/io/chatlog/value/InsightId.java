package io.chatlog.value;

/**
 * The id of an insight of one panel; unique within that panel only. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record InsightId(String value) {
  public InsightId {
    Ids.checked(value, "insight_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
