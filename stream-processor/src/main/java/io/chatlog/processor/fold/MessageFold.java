package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.or;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.Copied;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.value.Embedding;
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
 * <p>Cost of a message in a session that exists: one look-up that finds nothing (is its id taken?),
 * and those of the session and the user's statistics where they were not used lately; the rows of
 * the message, its id and its offset, and those of the session, its place by activity, the user's
 * and the day's statistics and the partition. None of them grows with the session.
 */
final class MessageFold {
  private MessageFold() {}

  static Decision post(Draft draft, Event event, PostMessage post) {
    SessionRow before = draft.state().session(event.owner(), post.sessionId());
    CreateMissing createMissing = post.createMissing();
    if (before == null && createMissing == null) {
      return SessionFold.missing(draft, event, post.sessionId());
    }
    RestoredMessage past = post.restored();
    if (before != null) {
      MessageRow present = draft.state().message(event.owner(), post.sessionId(), post.messageId());
      if (present != null) {
        return past != null || present.fingerprint().value() == Fingerprint.of(post)
            ? new Decision.Duplicate()
            : new Decision.Rejected(
                ErrorCode.ID_CONFLICT,
                "a message " + post.messageId() + " with other content exists");
      }
      if (before.staged() != (post.copied() != null)
          || (before.session().status() == SessionStatus.DELETED
              && !before.staged()
              && past == null)) {
        return SessionFold.missing(draft, event, post.sessionId());
      }
    }

    Copied copied = post.copied();
    long receivedAt =
        copied != null
            ? copied.receivedAtMicros()
            : or(past == null ? null : past.receivedAtMicros(), event.receivedAtMicros());
    long timestamp =
        or(post.timestampMicros(), past == null ? event.receivedAtMicros() : receivedAt);
    SessionRow session =
        before != null || createMissing == null
            ? before
            : begin(draft, event, post, createMissing, timestamp, receivedAt);
    if (session == null) {
      throw new AssertionError("an absent session without create_missing was refused above");
    }
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
            receivedAt,
            copied != null ? copied.editedAtMicros() : past == null ? null : past.editedAtMicros(),
            UserFold.orEmpty(post.metadataJson()),
            or(past == null ? null : past.version(), 1));
    draft.put(after, before);
    draft.put(
        new MessageRow(
            message,
            draft.offset(),
            event.eventId(),
            past == null || past.fingerprint() == null
                ? MessageFingerprint.of(post, message)
                : MessageFingerprint.of(past.fingerprint()),
            after.session().lastActivityMicros(),
            after.session().channel(),
            after.session().source(),
            !after.counts(),
            past != null,
            Embedding.of(post.embedding()),
            false),
        before,
        after);
    return draft.accepted();
  }

  private static SessionRow begin(
      Draft draft,
      Event event,
      PostMessage post,
      CreateMissing missing,
      long timestamp,
      long receivedAt) {
    if (draft.state().user(event.owner()) == null) {
      UserFold.bringIntoBeing(draft, event, receivedAt);
    }
    return SessionFold.bringIntoBeing(draft, post.sessionId(), missing, timestamp, receivedAt);
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
    long seq = row.seqOf(post.restored() == null ? null : post.restored().seq());
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
        seq,
        row.createdOffset(),
        offset,
        row.fingerprint(),
        row.filterVersion(),
        row.firstTitle(),
        row.hasEmbedding(),
        row.sight(),
        row.seqsGiven(),
        last != null && timestamp < last ? Math.min(row.orderedBelow(), seq) : row.orderedBelow());
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
