package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import java.util.List;

/** What is made of an event. */
public sealed interface Decision {
  /**
   * It changes the state.
   *
   * @param facts what is so since, in order
   */
  record Accepted(List<Fact> facts) implements Decision {
    public Accepted {
      facts = List.copyOf(facts);
    }
  }

  /** An earlier event had done the same, or overtook it; nothing changes. */
  record Duplicate() implements Decision {}

  /**
   * It is refused; nothing changes.
   *
   * @param detail what was wrong, for people
   */
  record Rejected(ErrorCode code, String detail) implements Decision {}
}
