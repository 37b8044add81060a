package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.merged;
import static io.chatlog.processor.fold.UserFold.or;
import static io.chatlog.processor.fold.UserFold.orEmpty;
import static io.chatlog.processor.fold.UserFold.sizeFault;
import static io.chatlog.processor.fold.UserFold.text;
import static io.chatlog.processor.fold.UserFold.versionFault;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.EmbedSession;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PutSession;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.event.Payload.SeenMessages;
import io.chatlog.event.Payload.TagSession;
import io.chatlog.json.JsonText;
import io.chatlog.json.PatchText;
import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides events about sessions. */
final class SessionFold {
  private SessionFold() {}

  static Decision create(Draft draft, Event event, CreateSession create) {
    SessionRow present = draft.state().session(event.owner(), create.sessionId());
    RestoredSession past = create.restored();
    long fingerprint = or(past == null ? null : past.fingerprint(), Fingerprint.of(create));
    if (present != null) {
      return past != null
              || present.fingerprint() == fingerprint
              || (create.forkOf() != null && present.fingerprint() == Fingerprint.ofAll(create))
          ? new Decision.Duplicate()
          : new Decision.Rejected(
              ErrorCode.SESSION_EXISTS,
              "a session " + create.sessionId() + " with other content exists");
    }
    if (draft.state().user(event.owner()) == null) {
      return UserFold.missing(event.owner());
    }
    return begun(draft, event, create, fingerprint);
  }

  private static Decision begun(Draft draft, Event event, CreateSession create, long fingerprint) {
    SessionRow row =
        begin(
            draft,
            beginning(event, create),
            fingerprint,
            create.embedding() != null
                || (create.restored() != null && create.restored().embedded()),
            create.forkOf() != null,
            or(create.restored() == null ? null : create.restored().lastSeq(), 0));
    Optional<Decision.Rejected> taken = holdExternalId(draft, null, row);
    if (taken.isPresent()) {
      return taken.get();
    }
    draft.put(row, null);
    Embedding vector = Embedding.of(create.embedding());
    if (vector != null) {
      draft.putVector(
          create.sessionId(), SessionVectorRow.of(row.session(), vector, draft.offset()));
    }
    return draft.accepted();
  }

  private static Session beginning(Event event, CreateSession create) {
    RestoredSession past = create.restored();
    SessionStatus status =
        create.forkOf() != null
            ? SessionStatus.DELETED
            : create.status() == null ? SessionStatus.ACTIVE : create.status();
    long updatedAt = or(past == null ? null : past.updatedAtMicros(), event.receivedAtMicros());
    return new Session(
        create.sessionId(),
        event.owner(),
        create.title() == null ? Payload.DEFAULT_TITLE : create.title(),
        create.channel() == null ? Payload.DEFAULT_CHANNEL : create.channel(),
        create.source(),
        status,
        create.summary(),
        create.tags(),
        orEmpty(create.metadataJson()),
        create.externalId(),
        or(past == null ? null : past.createdAtMicros(), event.receivedAtMicros()),
        updatedAt,
        null,
        status == SessionStatus.DELETED
            ? Long.valueOf(or(past == null ? null : past.deletedAtMicros(), updatedAt))
            : null,
        0,
        or(past == null ? null : past.version(), 1));
  }

  /** A session is as described afterwards, whether it was there or not. */
  static Decision put(Draft draft, Event event, PutSession put) {
    CreateSession wanted = put.session();
    SessionRow row = draft.state().session(event.owner(), wanted.sessionId());
    if (row == null && draft.state().user(event.owner()) == null) {
      return UserFold.missing(event.owner());
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(put.expectedVersion(), row == null ? 0 : row.session().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    if (row == null) {
      return begun(draft, event, wanted, Fingerprint.of(wanted));
    }
    Session session = row.session();
    SessionStatus status =
        wanted.status() != null
            ? wanted.status()
            : put.keepsDeleted() && session.status() == SessionStatus.DELETED
                ? SessionStatus.DELETED
                : SessionStatus.ACTIVE;
    Session changed =
        new Session(
            session.id(),
            session.owner(),
            wanted.title() == null ? Payload.DEFAULT_TITLE : wanted.title(),
            wanted.channel() == null ? Payload.DEFAULT_CHANNEL : wanted.channel(),
            wanted.source(),
            status,
            wanted.summary(),
            wanted.tags(),
            orEmpty(wanted.metadataJson()),
            wanted.externalId(),
            session.createdAtMicros(),
            event.receivedAtMicros(),
            session.lastMessageAtMicros(),
            deletedAt(status, session, event.receivedAtMicros()),
            session.messageCount(),
            session.version() + 1);
    boolean embedded = wanted.embedding() != null;
    Embedding vector = Embedding.of(wanted.embedding());
    return embedded == row.hasEmbedding()
            && (vector == null || isVector(draft, session, vector))
            && isSame(session, changed)
        ? new Decision.Duplicate()
        : changed(draft, row, changed, embedded, vector);
  }

  private static boolean isVector(Draft draft, Session session, Embedding vector) {
    SessionVectorRow row = draft.state().sessionVector(session.owner(), session.id());
    return row != null && isOfClient(row, vector);
  }

  /** Whether a change changes nothing but what every change does. */
  private static boolean isSame(Session before, Session after) {
    boolean sameMetadata = JsonText.same(after.metadataJson(), before.metadataJson());
    return new Session(
            after.id(),
            after.owner(),
            after.title(),
            after.channel(),
            after.source(),
            after.status(),
            after.summary(),
            after.tags(),
            sameMetadata ? before.metadataJson() : after.metadataJson(),
            after.externalId(),
            after.createdAtMicros(),
            before.updatedAtMicros(),
            after.lastMessageAtMicros(),
            after.deletedAtMicros(),
            after.messageCount(),
            before.version())
        .equals(before);
  }

  /** A tag is put on, or taken off. */
  static Decision tag(Draft draft, Event event, TagSession tag) {
    SessionRow row = draft.state().session(event.owner(), tag.sessionId());
    if (row == null) {
      return missing(draft, event, tag.sessionId());
    }
    Session session = row.session();
    if (session.tags().contains(tag.tag()) == tag.present()) {
      return new Decision.Duplicate();
    }
    List<String> tags = new ArrayList<>(session.tags());
    if (!tag.present()) {
      tags.remove(tag.tag());
    } else if (tags.size() < FoldLimits.TAGS_MAX) {
      tags.add(tag.tag());
    } else {
      return new Decision.Rejected(
          ErrorCode.LIMIT_EXCEEDED, "a session has at most " + FoldLimits.TAGS_MAX + " tags");
    }
    return changed(
        draft,
        row,
        new Session(
            session.id(),
            session.owner(),
            session.title(),
            session.channel(),
            session.source(),
            session.status(),
            session.summary(),
            tags,
            session.metadataJson(),
            session.externalId(),
            session.createdAtMicros(),
            event.receivedAtMicros(),
            session.lastMessageAtMicros(),
            session.deletedAtMicros(),
            session.messageCount(),
            session.version() + 1),
        row.hasEmbedding(),
        null);
  }

  /** A session goes, with all that it holds. */
  static Decision delete(Draft draft, Event event, DeleteSession delete) {
    SessionRow row = draft.state().session(event.owner(), delete.sessionId());
    if (row == null) {
      return missing(draft, event, delete.sessionId());
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(delete.expectedVersion(), row.session().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    if (delete.seen() != null && !delete.seen().equals(messages(row.session()))) {
      return new Decision.Rejected(
          ErrorCode.VERSION_MISMATCH,
          "the messages of session " + delete.sessionId() + " are no longer those that were seen");
    }
    String held = row.heldExternalId();
    if (held != null) {
      draft.putExternalId(held, null);
    }
    draft.drop(row);
    return draft.accepted();
  }

  private static SeenMessages messages(Session session) {
    return new SeenMessages(session.messageCount(), session.lastMessageAtMicros());
  }

  /** Moves an external id with the session that holds it; refused when another one does. */
  private static Optional<Decision.Rejected> holdExternalId(
      Draft draft, @Nullable SessionRow before, SessionRow after) {
    String held = before == null ? null : before.heldExternalId();
    String wanted = after.heldExternalId();
    if (Objects.equals(held, wanted)) {
      return Optional.empty();
    }
    SessionId id = after.session().id();
    if (wanted != null) {
      SessionId holder = draft.state().activeSession(after.session().owner(), wanted);
      if (holder != null && !holder.equals(id)) {
        return Optional.of(
            new Decision.Rejected(
                ErrorCode.EXTERNAL_ID_TAKEN,
                "the active session " + holder + " has the external_id " + wanted));
      }
      draft.putExternalId(wanted, id);
    }
    if (held != null) {
      draft.putExternalId(held, null);
    }
    return Optional.empty();
  }

  /**
   * A session that a message brings into being. It begins at the message's time, so that
   * conversations that are brought in from elsewhere keep their dates.
   *
   * @param nowMicros when the message was accepted
   * @return the row, counted and told but not yet put: the message changes it first
   */
  static SessionRow bringIntoBeing(
      Draft draft,
      SessionId id,
      Payload.CreateMissing missing,
      long createdAtMicros,
      long nowMicros) {
    String title = missing.sessionTitle();
    String channel = missing.channel();
    Session session =
        new Session(
            id,
            draft.owner(),
            title == null ? Payload.DEFAULT_TITLE : title,
            channel == null ? Payload.DEFAULT_CHANNEL : channel,
            missing.source(),
            SessionStatus.ACTIVE,
            null,
            List.of(),
            orEmpty(null),
            null,
            createdAtMicros,
            nowMicros,
            null,
            null,
            0,
            1);
    return begin(draft, session, 0, false, false, 0);
  }

  private static SessionRow begin(
      Draft draft,
      Session session,
      long fingerprint,
      boolean embedded,
      boolean fork,
      long seqsGiven) {
    SessionRow row =
        new SessionRow(
            session,
            SessionStats.EMPTY,
            null,
            0,
            draft.offset(),
            draft.offset(),
            fingerprint,
            0,
            null,
            embedded,
            Sight.begins(session.status(), fork, draft.offset()),
            seqsGiven,
            Long.MAX_VALUE);
    if (row.counts()) {
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
    boolean embedded =
        patch.names("embedding") ? !patch.json("embedding").equals("null") : row.hasEmbedding();
    Session changed = changed(session, patch, metadata, event.receivedAtMicros());
    Embedding vector = patch.names("embedding") ? Embedding.of(patch.floats("embedding")) : null;
    return event.idlePatchIsNone()
            && embedded == row.hasEmbedding()
            && (vector == null || isVector(draft, session, vector))
            && isSame(session, changed)
        ? new Decision.Duplicate()
        : changed(draft, row, changed, embedded, vector);
  }

  /**
   * A session changed by other than a message.
   *
   * @param embedded whether it has a vector since
   * @param vector which one; null for the one that it had
   */
  private static Decision changed(
      Draft draft, SessionRow row, Session changed, boolean embedded, @Nullable Embedding vector) {
    Session session = row.session();
    boolean filtersChanged =
        !changed.channel().equals(session.channel())
            || !Objects.equals(changed.source(), session.source())
            || changed.status() != session.status();
    SessionRow next = row.with(changed, draft.offset(), filtersChanged, embedded);
    Optional<Decision.Rejected> taken = holdExternalId(draft, row, next);
    if (taken.isPresent()) {
      return taken.get();
    }
    recount(draft, row, next);
    draft.put(next, row);
    followVector(draft, row, next, vector);
    String textBefore = SessionPlace.titleText(session.title());
    if (!textBefore.equals(SessionPlace.titleText(changed.title()))) {
      draft.retitle(session.id(), textBefore);
    }
    if (!row.counts() && next.counts() && changed.messageCount() > 0) {
      draft.show(next, row);
    }
    draft.tell(new Fact.SessionIs(changed, false));
    return draft.accepted();
  }

  /**
   * The vector is found by what its session says. That of a client goes when the client takes it
   * away; that of a model when the session says something else, or when the client brings one.
   */
  private static void followVector(
      Draft draft, SessionRow before, SessionRow after, @Nullable Embedding vector) {
    Session session = after.session();
    SessionVectorRow present = draft.state().sessionVector(session.owner(), session.id());
    SessionVectorRow next;
    if (vector != null && (present == null || !isOfClient(present, vector))) {
      next = SessionVectorRow.of(session, vector, draft.offset());
    } else {
      next = present != null && stays(present, before, after) ? present.shownIn(session) : null;
    }
    if (!Objects.equals(present, next)) {
      draft.putVector(session.id(), next);
    }
  }

  private static boolean stays(SessionVectorRow row, SessionRow before, SessionRow after) {
    return row.modelled()
        ? !after.hasEmbedding() && Objects.equals(spoken(before), spoken(after))
        : after.hasEmbedding();
  }

  private static boolean isOfClient(SessionVectorRow row, Embedding vector) {
    return !row.modelled() && row.embedding().equals(vector);
  }

  private static @Nullable String spoken(SessionRow row) {
    return EmbedSession.text(row.session().title(), row.session().summary());
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
        deletedAt(status, session, nowMicros),
        session.messageCount(),
        session.version() + 1);
  }

  private static @Nullable Long deletedAt(SessionStatus status, Session session, long nowMicros) {
    if (status != SessionStatus.DELETED) {
      return null;
    }
    Long since = session.deletedAtMicros();
    return since == null ? Long.valueOf(nowMicros) : since;
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
    boolean counted = before.counts();
    boolean counts = after.counts();
    boolean moved = !before.session().channel().equals(after.session().channel());
    if (counted && (!counts || moved)) {
      draft.discount(before);
    }
    if (counts && (!counted || moved)) {
      draft.count(after);
    }
  }

  /** Why nothing can be written into a session that is not there, or soft-deleted. */
  static Decision.Rejected missing(Draft draft, Event event, SessionId session) {
    SessionRow row = draft.state().session(event.owner(), session);
    if (row != null && !row.counts() && !row.staged()) {
      return new Decision.Rejected(
          ErrorCode.SESSION_NOT_FOUND,
          "session " + session + " is deleted; set another status to restore it");
    }
    return draft.state().user(event.owner()) == null
        ? UserFold.missing(event.owner())
        : new Decision.Rejected(
            ErrorCode.SESSION_NOT_FOUND, "user " + event.owner() + " has no session " + session);
  }
}
