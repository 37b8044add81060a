package io.chatlog.processor.read;

import io.chatlog.view.Read;
import io.chatlog.view.UpkeepReport;

/** Does work on partitions of this node that takes longer than a read may. Thread-safe. */
@FunctionalInterface
public interface Upkeep {
  /** Begins a run unless it was begun, and tells how it stands. Answers at once. */
  UpkeepReport report(Read.RunUpkeep run);
}
