package io.chatlog.processor.fold;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.EmbedChunk;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.EmbedSession;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides about vectors that a model made. Nobody waits for it, and nobody is told. */
final class EmbeddingFold {
  private EmbeddingFold() {}

  /**
   * A vector is taken where there is none, or an older one of a model: what a client brought stays.
   * One that stands for what was said before is too late. What is not taken is erased from the log:
   * it may stand for something that is erased already.
   */
  static Step embed(State state, long offset, Event event, EmbedMessage embed) {
    MessageRow row = state.message(event.owner(), embed.sessionId(), embed.messageId());
    Change.PutPartition partition = new Change.PutPartition(state.partition().at(offset));
    if (row == null || !isWanted(row, embed)) {
      return new Step(
          new Decision.Duplicate(),
          List.of(new Change.EraseEvent(event.owner(), event.eventId()), partition));
    }
    return new Step(
        new Decision.Accepted(List.of()),
        List.of(
            new Change.PutMessage(row.with(row.message(), embed.embedding(), true)),
            trace(event, offset, embed.sessionId(), embed.messageId()),
            partition));
  }

  /** The same of a session, whose row is left alone: the vector has a row of its own. */
  static Step embed(State state, long offset, Event event, EmbedSession embed) {
    SessionRow row = state.session(event.owner(), embed.sessionId());
    SessionVectorRow present = state.sessionVector(event.owner(), embed.sessionId());
    Change.PutPartition partition = new Change.PutPartition(state.partition().at(offset));
    if (row == null || row.hasEmbedding() || !isWanted(row.session(), present, embed)) {
      return new Step(
          new Decision.Duplicate(),
          List.of(new Change.EraseEvent(event.owner(), event.eventId()), partition));
    }
    return new Step(
        new Decision.Accepted(List.of()),
        List.of(
            new Change.PutSessionVector(
                SessionVectorRow.modelled(row.session(), embed.embedding(), offset)),
            trace(event, offset, embed.sessionId(), null),
            partition));
  }

  /** What tells the event's place on the log when the session or message goes. */
  private static Change.PutTrace trace(
      Event event, long offset, SessionId session, @Nullable MessageId message) {
    return new Change.PutTrace(
        new Trace(
            event.owner(),
            session,
            message,
            null,
            null,
            offset,
            event.eventId(),
            false,
            null,
            null));
  }

  private static boolean isWanted(
      Session session, @Nullable SessionVectorRow present, EmbedSession embed) {
    String text = EmbedSession.text(session.title(), session.summary());
    return text != null
        && EmbedMessage.hash(text) == embed.contentHash()
        && (present == null || !present.embedding().equals(embed.embedding()));
  }

  /** The same of a piece of a document, complete or not. */
  static Step embed(State state, long offset, Event event, EmbedChunk embed) {
    UserId user = event.owner();
    SessionId session = embed.sessionId();
    UploadId upload = embed.uploadId();
    String text = state.chunk(user, session, upload, embed.chunk());
    ChunkVectorRow present = state.chunkVector(user, session, upload, embed.chunk());
    boolean wanted =
        text != null
            && EmbedMessage.hash(text) == embed.contentHash()
            && (present == null || !present.embedding().equals(embed.embedding()));
    String superfluous = !wanted ? event.eventId() : present == null ? null : present.eventId();
    List<Change> changes = new ArrayList<>(3);
    if (superfluous != null && (wanted || !isOf(present, event))) {
      changes.add(new Change.EraseEvent(user, superfluous));
    }
    if (wanted) {
      changes.add(
          new Change.PutChunkVector(
              user,
              session,
              upload,
              embed.chunk(),
              new ChunkVectorRow(
                  event.eventId(), state.documentOf(user, session, upload), embed.embedding())));
    }
    changes.add(new Change.PutPartition(state.partition().at(offset)));
    return new Step(wanted ? new Decision.Accepted(List.of()) : new Decision.Duplicate(), changes);
  }

  /** Whether a vector came with this very event, which is needed then. */
  private static boolean isOf(@Nullable ChunkVectorRow row, Event event) {
    return row != null && row.eventId().equals(event.eventId());
  }

  private static boolean isWanted(MessageRow row, EmbedMessage embed) {
    return (row.embedding() == null || row.modelled())
        && !embed.embedding().equals(row.embedding())
        && EmbedMessage.hash(row.message().content()) == embed.contentHash();
  }
}
