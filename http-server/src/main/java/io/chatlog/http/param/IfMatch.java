package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The precondition of a change (RFC 9110, 13.1.1). An entity's tag is its version in quotes, as in
 * {@code "7"}.
 */
public sealed interface IfMatch {
  /** The header that brings it. */
  String HEADER = "If-Match";

  /** The header of answers that has the tag. */
  String TAG_HEADER = "ETag";

  /** No precondition. */
  record None() implements IfMatch {}

  /** {@code *}: the entity has to exist. */
  record Any() implements IfMatch {}

  /**
   * The entity has to have one of these versions. Empty when none of the tags given is one of ours,
   * weak ones included: then nothing matches.
   */
  record Versions(Set<Long> versions) implements IfMatch {
    public Versions {
      versions = Set.copyOf(versions);
    }
  }

  /** The tag of a version. */
  static String tag(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Parses the header.
   *
   * @throws ProblemException {@code invalid_header} when it is not a list of entity tags
   */
  static IfMatch parse(@Nullable String header) {
    if (header == null) {
      return new None();
    }
    String text = header.strip();
    if (text.equals("*")) {
      return new Any();
    }
    Set<Long> versions = new HashSet<>();
    int at = 0;
    while (at < text.length()) {
      boolean weak = text.startsWith("W/", at);
      int start = weak ? at + 2 : at;
      int end = start < text.length() ? text.indexOf('"', start + 1) : -1;
      if (end < 0 || text.charAt(start) != '"') {
        throw malformed();
      }
      if (!weak) {
        addVersion(text.substring(start + 1, end), versions);
      }
      at = afterComma(text, end + 1);
    }
    if (text.isEmpty()) {
      throw malformed();
    }
    return new Versions(versions);
  }

  private static int afterComma(String text, int from) {
    int at = from;
    boolean comma = false;
    while (at < text.length() && " \t,".indexOf(text.charAt(at)) >= 0) {
      comma |= text.charAt(at++) == ',';
    }
    if (at < text.length() && !comma) {
      throw malformed();
    }
    return at;
  }

  private static void addVersion(String tag, Set<Long> versions) {
    if (!tag.isEmpty() && tag.length() <= 18 && tag.chars().allMatch(c -> c >= '0' && c <= '9')) {
      versions.add(Long.parseLong(tag));
    }
  }

  private static ProblemException malformed() {
    return new ProblemException(
        ErrorCode.INVALID_HEADER, "If-Match must be * or a list of entity tags such as \"7\"");
  }
}
