package io.chatlog.ingest.email;

import io.chatlog.error.ErrorCode;

/** Whether an e-mail address is reserved for a user. */
public sealed interface Claimed {
  /**
   * It is.
   *
   * @param claim the offset of the claim, for the user's event to name
   */
  record Held(long claim) implements Claimed {}

  /** Another user has it, or is about to. */
  record Taken() implements Claimed {}

  /**
   * It could not be found out in time; nothing of the user was written.
   *
   * @param code {@code log_unavailable}, {@code outcome_unknown} or another one that may be
   *     repeated
   */
  record Failed(ErrorCode code, String detail) implements Claimed {}
}
