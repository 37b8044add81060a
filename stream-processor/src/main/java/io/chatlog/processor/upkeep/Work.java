package io.chatlog.processor.upkeep;

import io.chatlog.view.UpkeepReport;
import java.util.Optional;

/** Something that is done to a partition as a whole. */
@FunctionalInterface
interface Work {
  /**
   * Does it, and tells how far it is.
   *
   * @return the first difference that was found, if differences were looked for
   */
  Optional<UpkeepReport.Difference> run(int partition, Progress progress);
}
