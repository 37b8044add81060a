package io.chatlog.http.param;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.VersionCondition;
import io.chatlog.http.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Preconditions (RFC 9110, 13.1). {@code If-Match} compares strongly: a weak tag matches nothing.
 * {@code If-None-Match} compares weakly: {@code W/"7"} stands for version 7 as well.
 */
public final class Preconditions {
  /** The header that asks for a version. */
  public static final String IF_MATCH = IfMatch.HEADER;

  /** The header that excludes versions. */
  public static final String IF_NONE_MATCH = "If-None-Match";

  private Preconditions() {}

  /**
   * What the headers of a change ask for; null when they ask for nothing.
   *
   * @param ifMatch the values of {@link #IF_MATCH}
   * @param ifNoneMatch the values of {@link #IF_NONE_MATCH}
   * @throws ProblemException {@code invalid_header} when they are no lists of entity tags, or both
   *     are there
   */
  public static @Nullable VersionCondition ofChange(
      List<String> ifMatch, List<String> ifNoneMatch) {
    if (ifMatch.isEmpty() && ifNoneMatch.isEmpty()) {
      return null;
    }
    if (!ifMatch.isEmpty() && !ifNoneMatch.isEmpty()) {
      throw invalid(IF_MATCH + " and " + IF_NONE_MATCH + " must not be given together");
    }
    if (ifNoneMatch.isEmpty()) {
      EntityTags tags = tags(IF_MATCH, ifMatch);
      return tags.any() ? VersionCondition.EXISTS : VersionCondition.oneOf(versions(tags, false));
    }
    EntityTags tags = tags(IF_NONE_MATCH, ifNoneMatch);
    return tags.any() ? VersionCondition.ABSENT : VersionCondition.noneOf(versions(tags, true));
  }

  /**
   * Whether a client says that it has what a tag names: then a read need not tell it. A header that
   * is no list of tags says nothing.
   *
   * @param tag in quotes
   */
  public static boolean isKnown(List<String> ifNoneMatch, String tag) {
    String opaque = tag.substring(1, tag.length() - 1);
    return EntityTags.parse(ifNoneMatch)
        .map(
            tags ->
                tags.any() || tags.tags().stream().anyMatch(known -> known.opaque().equals(opaque)))
        .orElse(false);
  }

  private static EntityTags tags(String header, List<String> values) {
    EntityTags tags =
        EntityTags.parse(values)
            .orElseThrow(
                () -> invalid(header + " must be * or a list of entity tags such as \"7\""));
    if (tags.tags().size() > VersionCondition.VERSIONS_MAX) {
      throw invalid(header + " must name at most " + VersionCondition.VERSIONS_MAX + " tags");
    }
    return tags;
  }

  private static List<Long> versions(EntityTags tags, boolean weakToo) {
    List<Long> versions = new ArrayList<>();
    for (EntityTags.Tag tag : tags.tags()) {
      OptionalLong version = tag.version();
      if (version.isPresent() && (weakToo || !tag.weak())) {
        versions.add(version.getAsLong());
      }
    }
    return versions;
  }

  private static ProblemException invalid(String detail) {
    return new ProblemException(ErrorCode.INVALID_HEADER, detail);
  }
}
