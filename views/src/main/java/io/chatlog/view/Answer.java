package io.chatlog.view;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Positions;
import java.util.List;

/** What the system says to a read. */
public sealed interface Answer<R> {
  /**
   * The answer.
   *
   * @param reflects how far each partition that answered was
   * @param stale whether a stand-by answered for any of them
   * @param silent partitions that did not answer; never all of them, and empty for reads of one
   *     partition
   */
  record Complete<R>(R value, Positions reflects, boolean stale, List<Integer> silent)
      implements Answer<R> {
    public Complete {
      silent = List.copyOf(silent);
    }
  }

  /**
   * No answer.
   *
   * @param code {@code position_not_reached}, {@code partition_unavailable} or {@code
   *     deadline_exceeded}
   * @param detail what happened, for people
   */
  record Failed<R>(ErrorCode code, String detail) implements Answer<R> {}
}
