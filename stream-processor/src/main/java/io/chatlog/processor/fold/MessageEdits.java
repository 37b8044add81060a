package io.chatlog.processor.fold;

import static io.chatlog.processor.fold.UserFold.merged;
import static io.chatlog.processor.fold.UserFold.sizeFault;
import static io.chatlog.processor.fold.UserFold.text;
import static io.chatlog.processor.fold.UserFold.versionFault;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.DeleteMessage;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.json.JsonText;
import io.chatlog.json.PatchText;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.view.DurationHistogram;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides changes of messages that are there.
 *
 * <p>Cost of an edit: three look-ups and three rows. A deletion also looks for the turns beside the
 * message, and for the next time when it was the earliest or latest.
 */
final class MessageEdits {
  private MessageEdits() {}

  static Decision patch(Draft draft, Event event, PatchMessage change) {
    SessionRow session = visible(draft, event, change.sessionId());
    MessageRow row = draft.state().message(event.owner(), change.sessionId(), change.messageId());
    if (session == null || row == null) {
      return missing(draft, event, session, change.sessionId(), change.messageId());
    }
    Message message = row.message();
    Optional<Decision.Rejected> mismatch =
        versionFault(change.expectedVersion(), message.version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    PatchText patch = PatchText.parse(change.patchJson());
    String metadata = merged(message.metadataJson(), patch, "metadata");
    Optional<Decision.Rejected> tooLarge = sizeFault("metadata", metadata);
    if (tooLarge.isPresent()) {
      return tooLarge.get();
    }
    String content = text(patch, "content", message.content());
    Message edited =
        new Message(
            message.id(),
            message.session(),
            message.owner(),
            message.seq(),
            message.role(),
            content == null ? message.content() : content,
            text(patch, "author_id", message.authorId()),
            message.timestampMicros(),
            message.receivedAtMicros(),
            event.receivedAtMicros(),
            metadata,
            message.version() + 1);
    MessageRow after = edited(row, edited, patch);
    if (event.idlePatchIsNone() && isSame(row, after)) {
      return new Decision.Duplicate();
    }
    SessionStats stats = session.stats();
    SessionStats next =
        new SessionStats(
            stats.messages(),
            stats.contentChars() + chars(edited) - chars(message),
            stats.contentBytes() + bytes(edited) - bytes(message),
            stats.responseTimes(),
            stats.firstMessageAtMicros(),
            stats.lastMessageAtMicros());
    draft.put(session.with(session.session(), next, draft.offset()), session);
    draft.edit(after);
    return draft.accepted();
  }

  /** Whether an edit changes nothing but what every edit does. */
  private static boolean isSame(MessageRow before, MessageRow after) {
    Message was = before.message();
    Message is = after.message();
    return is.content().equals(was.content())
        && Objects.equals(is.authorId(), was.authorId())
        && JsonText.same(is.metadataJson(), was.metadataJson())
        && Objects.equals(after.embedding(), before.embedding())
        && after.modelled() == before.modelled();
  }

  /** A vector stands for what was said: it goes with that, unless another one comes. */
  private static MessageRow edited(MessageRow row, Message edited, PatchText patch) {
    if (patch.names("embedding")) {
      return row.with(edited, Embedding.of(patch.floats("embedding")), false);
    }
    return edited.content().equals(row.message().content())
        ? row.with(edited, row.embedding(), row.modelled())
        : row.with(edited, null, false);
  }

  static Decision delete(Draft draft, Event event, DeleteMessage delete) {
    SessionRow session = visible(draft, event, delete.sessionId());
    MessageRow row = draft.state().message(event.owner(), delete.sessionId(), delete.messageId());
    if (session == null || row == null) {
      return missing(draft, event, session, delete.sessionId(), delete.messageId());
    }
    Optional<Decision.Rejected> mismatch =
        versionFault(delete.expectedVersion(), row.message().version());
    if (mismatch.isPresent()) {
      return mismatch.get();
    }
    SessionRow after = without(draft, session, row);
    draft.put(after, session);
    draft.drop(row, after);
    return draft.accepted();
  }

  private static SessionRow without(Draft draft, SessionRow session, MessageRow row) {
    Message gone = row.message();
    SessionStats stats = session.stats();
    Long first = stats.firstMessageAtMicros();
    Long last = stats.lastMessageAtMicros();
    long at = gone.timestampMicros();
    if (first == null || last == null || at <= first || at >= last) {
      TimeSpan others = draft.state().messageTimes(session, gone.seq());
      first = others.firstMicros();
      last = others.lastMicros();
    }
    Turns turns = Turns.without(draft.state(), session, row);
    SessionStats next =
        new SessionStats(
            stats.messages().plus(gone.role(), -1),
            stats.contentChars() - chars(gone),
            stats.contentBytes() - bytes(gone),
            turns.responseTimes(),
            first,
            last);
    Session shown = session.session();
    Session changed =
        new Session(
            shown.id(),
            shown.owner(),
            shown.title(),
            shown.channel(),
            shown.source(),
            shown.status(),
            shown.summary(),
            shown.tags(),
            shown.metadataJson(),
            shown.externalId(),
            shown.createdAtMicros(),
            shown.updatedAtMicros(),
            last,
            shown.deletedAtMicros(),
            shown.messageCount() - 1,
            shown.version());
    return new SessionRow(
        changed,
        next,
        turns.openUserMessageMicros(),
        session.lastSeq(),
        session.createdOffset(),
        draft.offset(),
        session.fingerprint(),
        session.filterVersion(),
        session.firstTitle(),
        session.hasEmbedding(),
        session.sight(),
        session.seqsGiven(),
        session.orderedBelow());
  }

  /**
   * Response times when a message is taken out: the turn that it ended and the one that it began
   * are gone, and its neighbours may make one.
   */
  private record Turns(DurationHistogram responseTimes, @Nullable Long openUserMessageMicros) {
    static Turns without(State state, SessionRow session, MessageRow row) {
      Message gone = row.message();
      DurationHistogram times = session.stats().responseTimes();
      Long open = session.openUserMessageMicros();
      if (gone.role() != Role.USER && gone.role() != Role.ASSISTANT) {
        return new Turns(times, open);
      }
      MessageRow before = state.turnBefore(gone.owner(), gone.session(), gone.seq());
      MessageRow after = state.turnAfter(gone.owner(), gone.session(), gone.seq());
      times = minus(minus(times, before, row), row, after);
      times = plus(times, before, after);
      if (after == null) {
        open =
            before != null && before.message().role() == Role.USER
                ? Long.valueOf(before.message().timestampMicros())
                : null;
      }
      return new Turns(times, open);
    }

    private static DurationHistogram minus(
        DurationHistogram times, @Nullable MessageRow asked, @Nullable MessageRow answered) {
      long millis = responseMillis(asked, answered);
      return millis < 0 ? times : times.minus(millis);
    }

    private static DurationHistogram plus(
        DurationHistogram times, @Nullable MessageRow asked, @Nullable MessageRow answered) {
      long millis = responseMillis(asked, answered);
      return millis < 0 ? times : times.plus(millis);
    }

    /** How long an answer took; negative when the two are no question and answer. */
    private static long responseMillis(@Nullable MessageRow asked, @Nullable MessageRow answered) {
      if (asked == null
          || answered == null
          || asked.message().role() != Role.USER
          || answered.message().role() != Role.ASSISTANT) {
        return -1;
      }
      long micros = answered.message().timestampMicros() - asked.message().timestampMicros();
      return micros < 0 ? -1 : micros / 1_000;
    }
  }

  /** The session, unless it is soft-deleted or not there. */
  private static @Nullable SessionRow visible(Draft draft, Event event, SessionId id) {
    SessionRow row = draft.state().session(event.owner(), id);
    return row == null || row.session().status() == SessionStatus.DELETED ? null : row;
  }

  private static Decision missing(
      Draft draft, Event event, @Nullable SessionRow session, SessionId id, MessageId message) {
    return session == null
        ? SessionFold.missing(draft, event, id)
        : new Decision.Rejected(
            ErrorCode.MESSAGE_NOT_FOUND, "session " + id + " has no message " + message);
  }

  static long chars(Message message) {
    return message.content().codePointCount(0, message.content().length());
  }

  static long bytes(Message message) {
    return message.content().getBytes(StandardCharsets.UTF_8).length;
  }
}
