package io.chatlog.processor.topology;

import java.util.Optional;

/** How long the topics that hold what may be erased take to forget, each at most. */
@FunctionalInterface
public interface SegmentTimes {
  /** Nothing is known, so that nothing is rolled. */
  SegmentTimes UNKNOWN = Optional::empty;

  /**
   * Times of topics.
   *
   * @param rollMillis after which a segment is closed when something is appended
   * @param compactMillis after which a closed segment is compacted
   * @param tombstoneMillis how long a tombstone is kept after that
   */
  record Times(long rollMillis, long compactMillis, long tombstoneMillis) {}

  /** The longest times of all; empty while they are not known. */
  Optional<Times> times();
}
