package io.chatlog.processor.fold;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.EmbedMessage;
import java.util.List;

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
    Trace trace =
        new Trace(
            event.owner(),
            embed.sessionId(),
            embed.messageId(),
            null,
            null,
            offset,
            event.eventId(),
            false,
            null,
            null);
    return new Step(
        new Decision.Accepted(List.of()),
        List.of(
            new Change.PutMessage(row.with(row.message(), embed.embedding(), true)),
            new Change.PutTrace(trace),
            partition));
  }

  private static boolean isWanted(MessageRow row, EmbedMessage embed) {
    return (row.embedding() == null || row.modelled())
        && !embed.embedding().equals(row.embedding())
        && EmbedMessage.hash(row.message().content()) == embed.contentHash();
  }
}
