package io.chatlog.processor.fold;

import java.util.List;

/**
 * A decision and all that it changes. Every step, whatever its decision, moves the partition on.
 *
 * @param changes applied together; at most one per row
 */
public record Step(Decision decision, List<Change> changes) {
  public Step {
    changes = List.copyOf(changes);
  }
}
