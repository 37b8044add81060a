package io.chatlog.processor.search;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a commit of an index says about itself.
 *
 * @param offset the changelog offset that it reflects
 * @param schema what documents look like, see {@link IndexSettings#schema}
 * @param changelog identifies the changelog that it was made of
 * @param asOfMillis it reflects all that the changelog held at this time
 */
record IndexCommit(long offset, String schema, String changelog, long asOfMillis) {
  private static final String OFFSET = "offset";
  private static final String SCHEMA = "schema";
  private static final String CHANGELOG = "changelog";
  private static final String AS_OF = "as_of_ms";

  /** What data of a commit say; empty when they are not of an index in use. */
  static Optional<IndexCommit> parse(Map<String, String> data) {
    String offset = data.get(OFFSET);
    String schema = data.get(SCHEMA);
    String changelog = data.get(CHANGELOG);
    String asOf = data.get(AS_OF);
    return offset == null || schema == null || changelog == null || asOf == null
        ? Optional.empty()
        : Optional.of(
            new IndexCommit(Long.parseLong(offset), schema, changelog, Long.parseLong(asOf)));
  }

  Map<String, String> data() {
    return Map.of(
        OFFSET,
        Long.toString(offset),
        SCHEMA,
        schema,
        CHANGELOG,
        changelog,
        AS_OF,
        Long.toString(asOfMillis));
  }

  /**
   * Why the index must not be used, or null when it may.
   *
   * @param wanted the schema that it must have
   */
  @Nullable String fault(IndexExpectation expected, String wanted) {
    if (!schema.equals(wanted)) {
      return "it has the schema " + schema + ", not " + wanted;
    }
    if (!changelog.equals(expected.changelog())) {
      return "it was made of the changelog " + changelog + ", not " + expected.changelog();
    }
    if (asOfMillis < expected.asOfMillisMin()) {
      return "deletions that it has not seen may have left the changelog";
    }
    return null;
  }
}
