package io.chatlog.view;

import java.util.Optional;

/** A kind of thing that a search finds. Sessions are found only where they are asked for. */
public enum SearchType {
  MESSAGE("message"),
  DOCUMENT("document"),
  SESSION("session");

  private static final SearchType[] BY_ORDINAL = values();

  private final String wireName;

  SearchType(String wireName) {
    this.wireName = wireName;
  }

  /** The name clients see. */
  public String wireName() {
    return wireName;
  }

  /** The type with a name, or empty. */
  public static Optional<SearchType> parse(String name) {
    for (SearchType type : BY_ORDINAL) {
      if (type.wireName.equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The type with a number. */
  public static SearchType ofOrdinal(int ordinal) {
    return BY_ORDINAL[ordinal];
  }

  /** How many there are. */
  public static int count() {
    return BY_ORDINAL.length;
  }
}
