package io.chatlog.keeper.cleanup;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Held;
import io.chatlog.view.Session;
import java.util.List;

/**
 * What is old, and what was done about it.
 *
 * @param cutoffMicros what was last active before this is old
 * @param found what is old, as far as it was looked at
 * @param deleted the part of it that was deleted
 * @param kept sessions that changed meanwhile, or were gone already
 * @param failed sessions of which nobody knows yet whether they are deleted, or that were refused
 *     otherwise: do it again
 * @param faults the first of those that failed
 * @param complete whether everything was looked at; otherwise do it again
 */
public record CleanupReport(
    long cutoffMicros,
    Counts found,
    Counts deleted,
    long kept,
    long failed,
    List<Fault> faults,
    boolean complete) {
  /** How many faults are named. */
  public static final int FAULTS_MAX = 100;

  /**
   * Sessions and what goes with them.
   *
   * @param documentBytes of the documents' contents
   */
  public record Counts(
      long sessions, long messages, long documents, long documentBytes, long contexts) {
    static final Counts ZERO = new Counts(0, 0, 0, 0, 0);

    Counts plus(Session session, Held held) {
      return new Counts(
          sessions + 1,
          messages + session.messageCount(),
          documents + held.documents(),
          documentBytes + held.documentBytes(),
          contexts + held.contexts());
    }
  }

  /** A session that could not be deleted. */
  public record Fault(UserId user, SessionId session, ErrorCode code, String detail) {}

  public CleanupReport {
    faults = List.copyOf(faults);
  }
}
