package io.chatlog.value;

import java.util.Locale;
import java.util.Optional;

/** What kind of insight a panel came to. The order is that of state rows: append only. */
public enum InsightType {
  CONCLUSION,
  ANALYSIS,
  SUMMARY,
  RECOMMENDATION;

  private static final InsightType[] ALL = values();
  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name clients see, in lower case. */
  public String wireName() {
    return wireName;
  }

  /** The type with an exact wire name, or empty. */
  public static Optional<InsightType> parse(String name) {
    for (InsightType type : ALL) {
      if (type.wireName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type with a number of {@link #ordinal()}, as state rows hold it. */
  public static InsightType ofOrdinal(int ordinal) {
    return ALL[ordinal];
  }
}
