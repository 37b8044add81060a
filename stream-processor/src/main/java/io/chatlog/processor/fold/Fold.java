package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.Payload.PostMessage;
import java.util.List;

/**
 * Decides events. The one place where it is decided whether a user exists, a session is there, an
 * id repeats: in log order, by a pure function of the state and the event.
 *
 * <p>An event costs the look-ups and changes that its kind names (see {@link MessageFold} for the
 * common one), however long the session is.
 */
public final class Fold {
  private Fold() {}

  /**
   * What an event does.
   *
   * @param state as the events before {@code offset} left it
   * @param offset the event's offset in its partition
   */
  public static Step next(State state, long offset, Event event) {
    Draft draft = new Draft(state, offset, event.owner());
    Decision decision =
        switch (event.payload()) {
          case CreateUser create -> UserFold.create(draft, event, create);
          case PatchUser patch -> UserFold.patch(draft, event, patch);
          case CreateSession create -> SessionFold.create(draft, event, create);
          case PatchSession patch -> SessionFold.patch(draft, event, patch);
          case PostMessage post -> MessageFold.post(draft, event, post);
        };
    return step(draft, decision);
  }

  /**
   * What a record that cannot be decoded does: it is refused, and the partition goes on.
   *
   * @param why for people
   */
  public static Step skip(State state, long offset, String why) {
    PartitionRow partition = state.partition().at(offset);
    RejectionRow rejection = new RejectionRow(ErrorCode.UNDECODABLE, why);
    return new Step(
        new Decision.Rejected(ErrorCode.UNDECODABLE, why),
        List.of(new Change.PutRejection(offset, rejection), new Change.PutPartition(partition)));
  }

  /** What a tombstone does: nothing, but the partition goes on. */
  public static Step erased(State state, long offset) {
    return new Step(
        new Decision.Duplicate(), List.of(new Change.PutPartition(state.partition().at(offset))));
  }

  private static Step step(Draft draft, Decision decision) {
    return switch (decision) {
      case Decision.Accepted accepted -> new Step(accepted, draft.changes());
      case Decision.Duplicate duplicate ->
          new Step(duplicate, List.of(new Change.PutPartition(draft.unchangedPartition())));
      case Decision.Rejected rejected ->
          new Step(
              rejected,
              List.of(
                  new Change.PutRejection(
                      draft.offset(), new RejectionRow(rejected.code(), rejected.detail())),
                  new Change.PutPartition(draft.unchangedPartition())));
    };
  }
}
