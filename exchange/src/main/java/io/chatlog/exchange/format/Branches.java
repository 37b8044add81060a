package io.chatlog.exchange.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is taken of a conversation that is a tree, as ChatGPT's are. The other formats have threads
 * only, all of which are taken.
 */
public enum Branches {
  /** The thread that its system shows; what stands beside it is counted. */
  MAIN,
  /** Every message; those beside that thread come behind it and name their branch. */
  ALL;

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name that clients use. */
  public String wireName() {
    return wireName;
  }

  /** The constant of a name, or empty. */
  public static Optional<Branches> parse(String name) {
    return Arrays.stream(values()).filter(one -> one.wireName.equals(name)).findFirst();
  }

  /** All names, for a message to somebody who used none of them. */
  public static String names() {
    return Arrays.stream(values()).map(Branches::wireName).collect(Collectors.joining(", "));
  }
}
