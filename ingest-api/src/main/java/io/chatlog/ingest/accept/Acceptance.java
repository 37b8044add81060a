package io.chatlog.ingest.accept;

import io.chatlog.event.Event;
import java.util.List;

/** Whether a write may go to the log. */
public sealed interface Acceptance {
  /** It may, as this event. */
  record Accepted(Event event) implements Acceptance {}

  /**
   * It may not.
   *
   * @param faults everything that is wrong with it, at least one
   */
  record Refused(List<Fault> faults) implements Acceptance {
    public Refused {
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("refused without a fault");
      }
      faults = List.copyOf(faults);
    }
  }
}
