package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.or;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.Past;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.SavedContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides events about saved contexts. */
final class ContextFold {
  private ContextFold() {}

  static Decision save(Draft draft, Event event, SaveContext save) {
    if (draft.state().user(event.owner()) == null) {
      return UserFold.missing(event.owner());
    }
    ContextRow present = draft.state().context(event.owner(), save.contextId());
    boolean restored = save.restored() != null;
    long fingerprint = or(Past.orUnknown(save.restored()).fingerprint(), Fingerprint.of(save));
    if (present != null) {
      // of another session it might outlive what was in its way, so it is no repetition
      return (restored
              ? Objects.equals(present.context().session(), save.sessionId())
              : present.fingerprint() == fingerprint)
          ? new Decision.Duplicate()
          : new Decision.Rejected(
              ErrorCode.ID_CONFLICT,
              "a context " + save.contextId() + " with other content exists");
    }
    SessionId session = save.sessionId();
    SessionRow of = session == null ? null : draft.state().session(event.owner(), session);
    if (session != null && (restored ? of == null || of.staged() : isHidden(of))) {
      return SessionFold.missing(draft, event, session);
    }
    SavedContext context =
        new SavedContext(
            save.contextId(),
            event.owner(),
            session,
            save.title(),
            save.summary(),
            save.keyPoints(),
            UserFold.orEmpty(save.entitiesJson()),
            save.confidence(),
            save.range(),
            UserFold.orEmpty(save.metadataJson()),
            save.createdAtMicros() == null ? event.receivedAtMicros() : save.createdAtMicros());
    draft.put(new ContextRow(context, draft.offset(), fingerprint));
    return draft.accepted();
  }

  static Decision delete(Draft draft, Event event, DeleteContext delete) {
    if (draft.state().user(event.owner()) == null) {
      return UserFold.missing(event.owner());
    }
    ContextRow row = draft.state().context(event.owner(), delete.contextId());
    SessionId session = row == null ? null : row.context().session();
    if (row == null
        || (session != null && isHidden(draft.state().session(event.owner(), session)))) {
      return new Decision.Rejected(
          ErrorCode.CONTEXT_NOT_FOUND,
          "user " + event.owner() + " has no context " + delete.contextId());
    }
    draft.drop(row);
    return draft.accepted();
  }

  private static boolean isHidden(@Nullable SessionRow session) {
    return session == null || session.session().status() == SessionStatus.DELETED;
  }
}
