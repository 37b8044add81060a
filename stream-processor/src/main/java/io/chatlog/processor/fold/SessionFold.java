package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.merged;
import static io.chatlog.processor.fold.UserFold.orEmpty;
import static io.chatlog.processor.fold.UserFold.sizeFault;
import static io.chatlog.processor.fold.UserFold.text;
import static io.chatlog.processor.fold.UserFold.versionFault;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.json.PatchText;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides events about sessions. */
final class SessionFold {
  private SessionFold() {}

  static Decision create(Draft draft, Event event, CreateSession create) {
    SessionRow present = draft.state().session(event.owner(), create.sessionId());
    long fingerprint = Fingerprint.of(create);
    if (present != null) {
      return present.fingerprint() == fingerprint
          ? new Decision.Duplicate()
          : new Decision.Rejected(
              ErrorCode.SESSION_EXISTS,
              "a session " + create.sessionId() + " with other content exists");
    }
    if (draft.state().user(event.owner()) == null) {
      return UserFold.missing(event.owner());
    }
    SessionRow row =
        begin(
            draft,
            event,
            create.sessionId(),
            create.title(),
            create.channel(),
            create.source(),
            create.status(),
            create.summary(),
            create.tags(),
            orEmpty(create.metadataJson()),
            create.externalId(),
            event.receivedAtMicros(),
            fingerprint);
    draft.put(row, null);
    return draft.accepted();
  }

  /**
   * A session that a message brings into being. It begins at the message's time, so that
   * conversations that are brought in from elsewhere keep their dates.
   *
   * @return the row, counted and told but not yet put: the message changes it first
   */
  static SessionRow bringIntoBeing(
      Draft draft, Event event, SessionId id, Payload.CreateMissing missing, long createdAtMicros) {
    return begin(
        draft,
        event,
        id,
        missing.sessionTitle(),
        missing.channel(),
        missing.source(),
        SessionStatus.ACTIVE,
        null,
        List.of(),
        orEmpty(null),
        null,
        createdAtMicros,
        0);
  }

  private static SessionRow begin(
      Draft draft,
      Event event,
      SessionId id,
      @Nullable String title,
      @Nullable String channel,
      @Nullable String source,
      @Nullable SessionStatus status,
      @Nullable String summary,
      List<String> tags,
      String metadataJson,
      @Nullable String externalId,
      long createdAtMicros,
      long fingerprint) {
    Session session =
        new Session(
            id,
            event.owner(),
            title == null ? Payload.DEFAULT_TITLE : title,
            channel == null ? Payload.DEFAULT_CHANNEL : channel,
            source,
            status == null ? SessionStatus.ACTIVE : status,
            summary,
            tags,
            metadataJson,
            externalId,
            createdAtMicros,
            event.receivedAtMicros(),
            null,
            status == SessionStatus.DELETED ? event.receivedAtMicros() : null,
            0,
            1);
    SessionRow row =
        new SessionRow(
            session, SessionStats.EMPTY, null, 0, draft.offset(), draft.offset(), fingerprint, 0);
    if (session.status() != SessionStatus.DELETED) {
      draft.count(row);
    }
    draft.tell(new Fact.SessionIs(session, true));
    return row;
  }

  static Decision patch(Draft draft, Event event, PatchSession change) {
    SessionRow row = draft.state().session(event.owner(), change.sessionId());
    if (row == null) {
      return missing(draft, event, change.sessionId());
    }
    Session session = row.session();
    Optional<Decision.Rejected> mismatch =
        versionFault(change.expectedVersion(), session.version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    PatchText patch = PatchText.parse(change.patchJson());
    String metadata = merged(session.metadataJson(), patch, "metadata");
    Optional<Decision.Rejected> tooLarge = sizeFault("metadata", metadata);
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    Session changed = changed(session, patch, metadata, event.receivedAtMicros());
    boolean filtersChanged =
        !changed.channel().equals(session.channel())
            || !Objects.equals(changed.source(), session.source())
            || changed.status() != session.status();
    SessionRow next =
        new SessionRow(
            changed,
            row.stats(),
            row.openUserMessageMicros(),
            row.lastSeq(),
            row.createdOffset(),
            draft.offset(),
            row.fingerprint(),
            row.filterVersion() + (filtersChanged ? 1 : 0));
    recount(draft, row, next);
    draft.put(next, row);
    draft.tell(new Fact.SessionIs(changed, false));
    return draft.accepted();
  }

  private static Session changed(
      Session session, PatchText patch, String metadataJson, long nowMicros) {
    String title = text(patch, "title", session.title());
    String channel = text(patch, "channel", session.channel());
    SessionStatus status = status(patch, session.status());
    return new Session(
        session.id(),
        session.owner(),
        title == null ? Payload.DEFAULT_TITLE : title,
        channel == null ? Payload.DEFAULT_CHANNEL : channel,
        text(patch, "source", session.source()),
        status,
        text(patch, "summary", session.summary()),
        patch.names("tags") ? patch.texts("tags") : session.tags(),
        metadataJson,
        text(patch, "external_id", session.externalId()),
        session.createdAtMicros(),
        nowMicros,
        session.lastMessageAtMicros(),
        status != SessionStatus.DELETED
            ? null
            : session.deletedAtMicros() == null
                ? Long.valueOf(nowMicros)
                : session.deletedAtMicros(),
        session.messageCount(),
        session.version() + 1);
  }

  private static SessionStatus status(PatchText patch, SessionStatus present) {
    if (!patch.names("status")) {
      return present;
    }
    String name = patch.text("status");
    return name == null ? SessionStatus.ACTIVE : SessionStatus.parse(name).orElse(present);
  }

  /** Moves a session between channels, or in or out of all counts. */
  private static void recount(Draft draft, SessionRow before, SessionRow after) {
    boolean counted = before.session().status() != SessionStatus.DELETED;
    boolean counts = after.session().status() != SessionStatus.DELETED;
    boolean moved = !before.session().channel().equals(after.session().channel());
    if (counted && (!counts || moved)) {
      draft.discount(before);
    }
    if (counts && (!counted || moved)) {
      draft.count(after);
    }
  }

  static Decision.Rejected missing(Draft draft, Event event, SessionId session) {
    return draft.state().user(event.owner()) == null
        ? UserFold.missing(event.owner())
        : new Decision.Rejected(
            ErrorCode.SESSION_NOT_FOUND, "user " + event.owner() + " has no session " + session);
  }
}
