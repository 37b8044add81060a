package io.chatlog.keeper.backup;

import java.util.Locale;

/** What a backup holds: one line of a file each. */
public enum Kind {
  USER,
  SESSION,
  MESSAGE,
  DOCUMENT,
  CONTEXT,
  PERSONA,
  PANEL,
  PANEL_MESSAGE,
  INSIGHT;

  /** The {@code type} of a line. */
  public String lineName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What counts are told under. */
  public String countName() {
    return lineName() + "s";
  }
}
