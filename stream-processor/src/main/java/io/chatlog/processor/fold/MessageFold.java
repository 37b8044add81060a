package io.chatlog.processor.fold;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.Copied;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.value.Role;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.DurationHistogram;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decides messages.
 *
 * <p>Cost of a message in a session that exists: three look-ups (session, message id, the user's
 * statistics; the partition's row is held in memory) and six rows (message, its id, session, the
 * session's place by activity, the user's statistics, the partition). None of them grows with the
 * session.
 */
final class MessageFold {
  private MessageFold() {}

  static Decision post(Draft draft, Event event, PostMessage post) {
    SessionRow before = draft.state().session(event.owner(), post.sessionId());
    CreateMissing createMissing = post.createMissing();
    if (before == null && createMissing == null) {
      return SessionFold.missing(draft, event, post.sessionId());
    }
    long fingerprint = Fingerprint.of(post);
    if (before != null) {
      MessageRow present = draft.state().message(event.owner(), post.sessionId(), post.messageId());
      if (present != null) {
        return present.fingerprint() == fingerprint
            ? new Decision.Duplicate()
            : new Decision.Rejected(
                ErrorCode.ID_CONFLICT,
                "a message " + post.messageId() + " with other content exists");
      }
      if (before.staged() != (post.copied() != null)
          || (before.session().status() == SessionStatus.DELETED && !before.staged())) {
        return new Decision.Rejected(
            ErrorCode.SESSION_NOT_FOUND,
            "session " + post.sessionId() + " is deleted; set another status to restore it");
      }
    }

    long timestamp =
        post.timestampMicros() == null ? event.receivedAtMicros() : post.timestampMicros();
    SessionRow session =
        before != null || createMissing == null
            ? before
            : begin(draft, event, post, createMissing, timestamp);
    if (session == null) {
      throw new AssertionError("an absent session without create_missing was refused above");
    }
    Copied copied = post.copied();
    SessionRow after = appended(session, post, timestamp, draft.offset());
    Message message =
        new Message(
            post.messageId(),
            post.sessionId(),
            event.owner(),
            after.lastSeq(),
            post.role(),
            post.content(),
            post.authorId(),
            timestamp,
            copied == null ? event.receivedAtMicros() : copied.receivedAtMicros(),
            copied == null ? null : copied.editedAtMicros(),
            UserFold.orEmpty(post.metadataJson()),
            1);
    draft.put(after, before);
    draft.put(
        new MessageRow(
            message,
            draft.offset(),
            event.eventId(),
            fingerprint,
            after.session().lastActivityMicros(),
            after.session().channel(),
            after.session().source(),
            after.staged()),
        before);
    return draft.accepted();
  }

  private static SessionRow begin(
      Draft draft, Event event, PostMessage post, CreateMissing missing, long timestamp) {
    if (draft.state().user(event.owner()) == null) {
      UserFold.bringIntoBeing(draft, event);
    }
    return SessionFold.bringIntoBeing(draft, event, post.sessionId(), missing, timestamp);
  }

  private static SessionRow appended(
      SessionRow row, PostMessage post, long timestamp, long offset) {
    SessionStats stats = row.stats();
    Long open = row.openUserMessageMicros();
    DurationHistogram responseTimes = stats.responseTimes();
    Long openNow = open;
    if (post.role() == Role.USER) {
      openNow = timestamp;
    } else if (post.role() == Role.ASSISTANT && open != null) {
      if (timestamp >= open) {
        responseTimes = responseTimes.plus((timestamp - open) / 1_000);
      }
      openNow = null;
    }
    Long first = stats.firstMessageAtMicros();
    Long last = stats.lastMessageAtMicros();
    String content = post.content();
    SessionStats next =
        new SessionStats(
            stats.messages().plus(post.role(), 1),
            stats.contentChars() + content.codePointCount(0, content.length()),
            stats.contentBytes() + content.getBytes(StandardCharsets.UTF_8).length,
            responseTimes,
            earlier(first, timestamp),
            later(last, timestamp));
    return new SessionRow(
        appended(row.session(), later(last, timestamp)),
        next,
        openNow,
        row.lastSeq() + 1,
        row.createdOffset(),
        offset,
        row.fingerprint(),
        row.filterVersion(),
        row.firstTitle(),
        row.hasEmbedding(),
        row.staged());
  }

  private static Session appended(Session session, long lastMessageAtMicros) {
    return new Session(
        session.id(),
        session.owner(),
        session.title(),
        session.channel(),
        session.source(),
        session.status(),
        session.summary(),
        session.tags(),
        session.metadataJson(),
        session.externalId(),
        session.createdAtMicros(),
        session.updatedAtMicros(),
        lastMessageAtMicros,
        session.deletedAtMicros(),
        session.messageCount() + 1,
        session.version());
  }

  private static long earlier(@Nullable Long known, long micros) {
    return known == null ? micros : Math.min(known, micros);
  }

  private static long later(@Nullable Long known, long micros) {
    return known == null ? micros : Math.max(known, micros);
  }
}
