package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.Copied;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PostPanelMessage;
import io.chatlog.event.Payload.Refused;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.value.MessageId;
import io.chatlog.value.OwnerIds;
import io.chatlog.value.SessionId;
import io.chatlog.view.Message;
import io.chatlog.view.PanelMessage;
import org.jspecify.annotations.Nullable;

/**
 * What stands in for an event that is erased from the log although later events build on it: the
 * same event without what a person wrote. Folded at the old offset, it makes a replay number and
 * count what follows as it was numbered and counted at first.
 */
public final class StandIn {
  private StandIn() {}

  /**
   * Of an event whose decision a replay might not repeat once something is erased: a deletion that
   * named the version of its message, and a refusal because of another session, of a context that
   * may be of another session, or of another user's e-mail. Null for others.
   */
  static @Nullable Event of(Event event, Decision decision) {
    return switch (decision) {
      case Decision.Accepted _ ->
          event.payload() instanceof DeleteMessage(SessionId in, MessageId id, Long _)
              ? with(event, new DeleteMessage(in, id, null))
              : null;
      case Decision.Duplicate _ -> null;
      case Decision.Rejected(ErrorCode code, String detail) ->
          code == ErrorCode.USER_HAS_DATA
                  || code == ErrorCode.EXTERNAL_ID_TAKEN
                  || code == ErrorCode.EMAIL_TAKEN
                  || (code == ErrorCode.ID_CONFLICT && event.payload() instanceof SaveContext)
              ? with(event, new Refused(code, detail))
              : null;
    };
  }

  private static Event with(Event event, Payload payload) {
    return new Event(
        event.eventId(), event.owner(), null, event.receivedAtMicros(), event.actor(), payload);
  }

  /** Of the event that brought a user into being that stays. */
  public static Event ofUser(UserRow row, String eventId) {
    return new Event(
        eventId, row.user().id(), null, row.user().createdAtMicros(), null, CreateUser.bare());
  }

  /**
   * Of the event that appended a message: it took a seq, and may have brought its session and user
   * into being.
   *
   * @param session the message's session, or null when that is gone too
   */
  public static Event ofMessage(MessageRow row, @Nullable SessionRow session) {
    Message message = row.message();
    CreateMissing missing =
        isCreator(row, session) && session != null
            ? new CreateMissing(session.titleAtBeginning(), row.channel(), row.source())
            : null;
    return new Event(
        row.eventId(),
        message.owner(),
        null,
        message.receivedAtMicros(),
        null,
        new PostMessage(
            message.session(),
            message.id(),
            message.role(),
            "",
            null,
            message.timestampMicros(),
            null,
            null,
            missing,
            row.isCopy() ? new Copied(message.receivedAtMicros(), null) : null,
            row.restored()
                ? new RestoredMessage(message.receivedAtMicros(), null, null, message.seq(), null)
                : null));
  }

  /** Of the event that appended a message to a panel: others answer it, and it took a seq. */
  public static Event ofPanelMessage(PanelMessageRow row) {
    PanelMessage message = row.message();
    return new Event(
        row.eventId(),
        OwnerIds.of(message.panel()),
        null,
        message.receivedAtMicros(),
        null,
        new PostPanelMessage(
            message.panel(),
            message.id(),
            message.role(),
            "",
            null,
            message.timestampMicros(),
            null,
            message.persona(),
            message.responseTo(),
            new Past(
                message.receivedAtMicros(),
                null,
                message.version(),
                message.seq(),
                row.fingerprint())));
  }

  /** Whether a message brought its session into being. */
  public static boolean isCreator(MessageRow row, @Nullable SessionRow session) {
    return session != null && session.createdOffset() == row.offset();
  }
}
