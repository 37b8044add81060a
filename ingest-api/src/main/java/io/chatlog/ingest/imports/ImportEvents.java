package io.chatlog.ingest.imports;

import io.chatlog.event.Payload.RestoredMessage;
import io.chatlog.event.Payload.RestoredSession;
import io.chatlog.exchange.record.Conversation;
import io.chatlog.exchange.record.Past;
import io.chatlog.exchange.record.Turn;
import io.chatlog.ingest.accept.Acceptance;
import io.chatlog.ingest.accept.ImportAcceptor;
import io.chatlog.ingest.accept.MessageFields;
import io.chatlog.ingest.accept.SessionFields;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;

/** Makes events of what an export tells of one user. Thread-safe where the acceptor is. */
final class ImportEvents {
  private final UserId owner;
  private final WriteContext context;
  private final ImportAcceptor acceptor;

  ImportEvents(UserId owner, WriteContext context, ImportAcceptor acceptor) {
    this.owner = owner;
    this.context = context;
    this.acceptor = acceptor;
  }

  Acceptance session(Conversation conversation) {
    Past past = conversation.past();
    SessionFields fields =
        new SessionFields(
            conversation.id(),
            conversation.title(),
            conversation.channel(),
            conversation.source(),
            past.status(),
            past.summary(),
            past.tags(),
            conversation.metadataJson(),
            past.externalId(),
            null);
    RestoredSession restored =
        new RestoredSession(
            conversation.createdAtMicros(),
            past.updatedAtMicros(),
            null,
            past.version(),
            past.lastSeq(),
            null,
            false);
    return acceptor.session(owner, fields, restored, context);
  }

  /**
   * @param begunMicros when the event of its session was made: what a message is placed by whose
   *     export knows no times. Where the session was there before, so were its messages, and the
   *     times that they have stay; those that an interrupted import left out come behind them.
   */
  Acceptance message(SessionId session, long begunMicros, Turn turn) {
    Past.OfTurn past = turn.past();
    Long behind = turn.behindMicros();
    MessageFields fields =
        MessageFields.inSession(
            turn.id(),
            turn.role().wireName(),
            turn.content(),
            turn.authorId(),
            behind == null ? turn.timestampMicros() : Long.valueOf(begunMicros + behind),
            turn.metadataJson(),
            null);
    RestoredMessage restored =
        new RestoredMessage(
            past.receivedAtMicros(), past.editedAtMicros(), past.version(), past.seq(), null);
    return acceptor.message(owner, session, fields, restored, context);
  }
}
