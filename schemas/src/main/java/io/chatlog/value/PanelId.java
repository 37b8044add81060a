package io.chatlog.value;

/**
 * The id of a panel, unique over all. Legal as {@link Ids} says.
 *
 * @param value the id as clients see it
 * @throws IllegalArgumentException when the id is not legal
 */
public record PanelId(String value) {
  public PanelId {
    Ids.checked(value, "panel_id");
  }

  @Override
  public String toString() {
    return value;
  }
}
