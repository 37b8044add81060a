package io.chatlog.event;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the version of the entity that an event is about must be for the event to be applied: what
 * {@code If-Match} and {@code If-None-Match} say beyond one version.
 *
 * @param versions that the rule names, in order; empty where it names none
 */
public record VersionCondition(Rule rule, List<Long> versions) {
  /** The version of what is not there; the first one that there is is 1. */
  public static final long NOT_THERE = 0;

  /** The most versions that a condition names. */
  public static final int VERSIONS_MAX = 100;

  /** It must be there, in whichever version. */
  public static final VersionCondition EXISTS = new VersionCondition(Rule.EXISTS, List.of());

  /** It must not be there. */
  public static final VersionCondition ABSENT = new VersionCondition(Rule.ABSENT, List.of());

  /** How the versions are meant. */
  public enum Rule {
    /** It must be there in one of the versions. */
    ONE_OF,
    /** It must be in none of the versions, or not be there. */
    NONE_OF,
    /** It must be there. */
    EXISTS,
    /** It must not be there. */
    ABSENT;

    /** The name on the log, in snake case. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The rule of a name on the log, or empty when there is none of that name. */
    public static Optional<Rule> parse(String name) {
      for (Rule rule : values()) {
        if (rule.wireName().equals(name)) {
          return Optional.of(rule);
        }
      }
      return Optional.empty();
    }
  }

  public VersionCondition {
    versions = List.copyOf(new TreeSet<>(versions));
    if (versions.size() > VERSIONS_MAX) {
      throw new IllegalArgumentException("a condition of " + versions.size() + " versions");
    }
  }

  /** It must be there in one of these versions; none of them can never be. */
  public static VersionCondition oneOf(Collection<Long> versions) {
    return new VersionCondition(Rule.ONE_OF, List.copyOf(versions));
  }

  /** It must be in none of these versions, or not be there. */
  public static VersionCondition noneOf(Collection<Long> versions) {
    return new VersionCondition(Rule.NONE_OF, List.copyOf(versions));
  }

  /**
   * Whether it holds.
   *
   * @param version of the entity now; {@link #NOT_THERE} when there is none
   */
  public boolean holds(long version) {
    boolean isThere = version != NOT_THERE;
    return switch (rule) {
      case ONE_OF -> isThere && versions.contains(version);
      case NONE_OF -> !isThere || !versions.contains(version);
      case EXISTS -> isThere;
      case ABSENT -> !isThere;
    };
  }

  /** What it asks for, in words. */
  public String described() {
    return switch (rule) {
      case ONE_OF ->
          versions.isEmpty()
              ? "If-Match names no version that there can be"
              : "If-Match names the versions " + versions;
      case NONE_OF -> "If-None-Match names the versions " + versions;
      case EXISTS -> "If-Match asks for one that is there";
      case ABSENT -> "If-None-Match asks that there is none";
    };
  }
}
