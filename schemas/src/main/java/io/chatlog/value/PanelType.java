package io.chatlog.value;

import java.util.Locale;
import java.util.Optional;

/** What a panel is for. The order is that of the numbers in state rows: append only. */
public enum PanelType {
  MULTI_PERSONA,
  FOCUS_GROUP,
  EXPERT_PANEL,
  BRAINSTORM;

  private static final PanelType[] ALL = values();
  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name clients see, in snake case. */
  public String wireName() {
    return wireName;
  }

  /** The type with an exact wire name, or empty. */
  public static Optional<PanelType> parse(String name) {
    for (PanelType type : ALL) {
      if (type.wireName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type with a number of {@link #ordinal()}, as state rows hold it. */
  public static PanelType ofOrdinal(int ordinal) {
    return ALL[ordinal];
  }
}
