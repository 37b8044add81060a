package io.chatlog.ingest.accept;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.DeleteContext;
import io.chatlog.event.Payload.SaveContext;
import io.chatlog.value.ContextId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;

/** The events of saved contexts. Thread-safe where the acceptor is. */
public final class ContextAcceptor {
  private final Acceptor acceptor;

  public ContextAcceptor(Acceptor acceptor) {
    this.acceptor = acceptor;
  }

  /** A context is to be saved. */
  public Acceptance save(UserId owner, ContextFields fields, WriteContext context) {
    Checks checks = acceptor.checks();
    checks.id("/context_id", fields.contextId());
    checks.id("/session_id", fields.sessionId());
    checks.title("/title", fields.title());
    String summary = fields.summary();
    checks.required("/summary", summary);
    checks.text("/summary", summary, ContextFields.SUMMARY_CHARS_MAX);
    checks.keyPoints("/key_points", fields.keyPoints());
    checks.object("/entities", fields.entitiesJson());
    checks.object("/metadata", fields.metadataJson());
    MessageSpan range = fields.range();
    if (range != null && range.fromSeq() > range.toSeq()) {
      checks.fault("/message_range/from_seq", ErrorCode.INVALID_FIELD, "must not be above to_seq");
    }
    if (!checks.passed() || summary == null) {
      return checks.refused();
    }
    String session = fields.sessionId();
    return new Acceptance.Accepted(
        acceptor.event(
            owner,
            context,
            new SaveContext(
                new ContextId(acceptor.idOr(fields.contextId(), context, owner.value(), session)),
                session == null ? null : new SessionId(session),
                fields.title(),
                summary,
                fields.keyPoints(),
                fields.entitiesJson(),
                fields.confidence(),
                range,
                fields.metadataJson(),
                null)));
  }

  /** A context is to be erased. */
  public Acceptance deletion(UserId owner, ContextId id, WriteContext context) {
    return new Acceptance.Accepted(acceptor.event(owner, context, new DeleteContext(id)));
  }
}
