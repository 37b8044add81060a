package io.chatlog.processor.topology;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands in for events that were erased from the log although later ones build on them: the
 * event without its text, by its old offset. Only a replay meets them: a state that has passed an
 * event never asks again.
 */
@FunctionalInterface
public interface ErasedEvents {
  /** Nothing was ever erased. */
  ErasedEvents NONE = (partition, offset) -> new TreeMap<>();

  /**
   * The stand-ins of a partition behind an offset, encoded as events are. Blocks.
   *
   * @throws java.io.UncheckedIOException when they cannot be read now
   */
  SortedMap<Long, byte[]> behind(int partition, long offset);
}
