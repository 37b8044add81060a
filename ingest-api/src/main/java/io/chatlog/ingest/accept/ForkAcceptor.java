package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.Payload.Copied;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.ForkOf;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.VersionCondition;
import io.chatlog.value.Embedding;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.Message;
import io.chatlog.view.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The events of a fork: a session that begins out of sight, a copy of each message, and the change
 * that shows it. Each copy is an event of its own, so that a fork outlives its original, on a
 * replay of the log too, and can be erased message by message. Thread-safe where the acceptor is.
 */
public final class ForkAcceptor {
  /** The most messages that one fork copies: a request that takes longer is not waited for. */
  public static final int MESSAGES_MAX = 100_000;

  private static final String SHOWN = "{\"status\":\"active\"}";

  private final Acceptor acceptor;

  public ForkAcceptor(Acceptor acceptor) {
    this.acceptor = acceptor;
  }

  /** The faults of a fork's fields: whatever can be told without the original. */
  public @Nullable Acceptance faults(ForkFields fields) {
    Checks checks = acceptor.checks();
    checks.id("/session_id", fields.sessionId());
    checks.title("/title", fields.title());
    if (fields.atSeq() != null && fields.messageId() != null) {
      checks.fault("/message_id", ErrorCode.INVALID_FIELD, "give at_seq or message_id, not both");
    } else {
      checks.id("/message_id", fields.messageId());
    }
    return checks.passed() ? null : checks.refused();
  }

  /** The id of a fork: that which is given, derived from the key, or new. */
  public SessionId id(ForkFields fields, WriteContext context, UserId owner, SessionId original) {
    return acceptor.forkId(fields.sessionId(), context, owner, original);
  }

  /**
   * The fork begins.
   *
   * @param atSeq the seq of the last message that is copied; 0 for none
   */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
  public Event begin(
      SessionId fork, Session original, ForkFields fields, long atSeq, WriteContext context) {
    return acceptor.event(
        original.owner(),
        context,
        new CreateSession(
            fork,
            fields.title() == null ? original.title() : fields.title(),
            original.channel(),
            original.source(),
            null,
            original.summary(),
            original.tags(),
            original.metadataJson(),
            null,
            null,
            of(original.id(), fields, atSeq)));
  }

  /**
   * The fork is asked for again, and what it copied cannot be any more: refused unless it is there.
   */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
  public Event again(
      SessionId fork, UserId owner, SessionId original, ForkFields fields, WriteContext context) {
    return acceptor
        .event(
            owner,
            context,
            new CreateSession(
                fork,
                fields.title(),
                null,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                of(original, fields, 0)))
        .onlyIf(VersionCondition.EXISTS);
  }

  private static ForkOf of(SessionId original, ForkFields fields, long atSeq) {
    return ForkOf.asked(original, atSeq, fields.atSeq(), fields.messageId(), fields.title());
  }

  /** A message is copied. */
  @SuppressWarnings("NullAway") // javac drops the annotation of a compact constructor's array
  public Event copy(KeptMessage kept, SessionId fork, WriteContext context) {
    Message original = kept.message();
    Embedding embedding = kept.embedding();
    return acceptor.event(
        original.owner(),
        context,
        new PostMessage(
            fork,
            original.id(),
            original.role(),
            original.content(),
            original.authorId(),
            original.timestampMicros(),
            original.metadataJson(),
            embedding == null ? null : embedding.toFloats(),
            null,
            new Copied(original.receivedAtMicros(), original.editedAtMicros())));
  }

  /** The fork is shown. */
  public Event show(Session original, SessionId fork, WriteContext context) {
    return acceptor.event(original.owner(), context, new PatchSession(fork, SHOWN, null));
  }
}
