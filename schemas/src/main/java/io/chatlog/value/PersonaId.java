package io.chatlog.value;

/**
 * The id of a persona, unique over all. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record PersonaId(String value) {
  public PersonaId {
    Ids.checked(value, "persona_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
