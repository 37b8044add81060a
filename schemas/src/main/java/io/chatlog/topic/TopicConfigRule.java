package io.chatlog.topic;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One config of a topic: the value it is created with, and what a present topic is held to.
 *
 * @param name of the config, as Kafka calls it
 * @param value it is created with
 * @param holds what is checked on a topic that is there already
 * @param limit what it is checked against
 */
public record TopicConfigRule(String name, String value, Holds holds, String limit) {
  /** One that is checked against the value that it is created with. */
  public TopicConfigRule(String name, String value, Holds holds) {
    this(name, value, holds, value);
  }

  /** How a present value may differ from the one wanted. */
  public enum Holds {
    /** Not at all; of a list, the order does not count. */
    EXACTLY,
    /** It may be larger. */
    AT_LEAST,
    /** It may be smaller. */
    AT_MOST,
    /** The operator may have changed it to anything. */
    NOT_CHECKED
  }

  /**
   * Whether a present value satisfies the rule. A value that is not a number where one is wanted
   * does not.
   */
  public boolean allows(String present) {
    return switch (holds) {
      case EXACTLY -> sorted(present).equals(sorted(limit));
      case AT_LEAST -> isNumber(present) && Long.parseLong(present) >= Long.parseLong(limit);
      case AT_MOST -> isNumber(present) && Long.parseLong(present) <= Long.parseLong(limit);
      case NOT_CHECKED -> true;
    };
  }

  /** What is wanted, in words: {@code compact}, {@code at least 2}. */
  public String wanted() {
    return switch (holds) {
      case EXACTLY -> limit;
      case AT_LEAST -> "at least " + limit;
      case AT_MOST -> "at most " + limit;
      case NOT_CHECKED -> "anything";
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("-?\\d{1,18}");
  }

  private static String sorted(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .sorted()
        .collect(Collectors.joining(","));
  }
}
