package io.chatlog.ingest.embed;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.json.PatchText;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Optional;

/**
 * A message that was asked for without a vector. Whether it came into being is not known here: the
 * fold leaves a vector alone that stands for nothing.
 */
record Unembedded(UserId owner, SessionId session, MessageId message, String content) {

  /** What an event says without a vector, if it says anything. */
  static Optional<Unembedded> of(Event event) {
    return switch (event.payload()) {
      case PostMessage post ->
          post.embedding() == null && !post.content().isBlank()
              ? Optional.of(
                  new Unembedded(event.owner(), post.sessionId(), post.messageId(), post.content()))
              : Optional.empty();
      case PatchMessage patch -> patched(event.owner(), patch);
      default -> Optional.empty();
    };
  }

  private static Optional<Unembedded> patched(UserId owner, PatchMessage patch) {
    PatchText text = PatchText.parse(patch.patchJson());
    String content = text.names("content") ? text.text("content") : null;
    return content == null || content.isBlank() || text.names("embedding")
        ? Optional.empty()
        : Optional.of(new Unembedded(owner, patch.sessionId(), patch.messageId(), content));
  }

  /** Asks that it has a vector. */
  EmbedMessage with(Embedding embedding) {
    return new EmbedMessage(session, message, EmbedMessage.hash(content), embedding);
  }
}
