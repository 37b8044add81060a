package io.chatlog.ingest.embed;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.EmbedChunk;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.json.PatchText;
import io.chatlog.value.Embedding;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.List;

/**
 * A text that was asked for without a vector. Whether it came into being is not known here: the
 * fold leaves a vector alone that stands for nothing.
 */
sealed interface Unembedded {
  /** Whose it is. */
  UserId owner();

  /** What it says, never blank. */
  String content();

  /** Asks that it has a vector. */
  Payload with(Embedding embedding);

  /** A message. */
  record OfMessage(UserId owner, SessionId session, MessageId message, String content)
      implements Unembedded {
    @Override
    public Payload with(Embedding embedding) {
      return new EmbedMessage(session, message, EmbedMessage.hash(content), embedding);
    }
  }

  /**
   * A piece of a document's text.
   *
   * @param number its number in the document, from 0
   */
  record OfChunk(UserId owner, SessionId session, UploadId upload, int number, String content)
      implements Unembedded {
    @Override
    public Payload with(Embedding embedding) {
      return new EmbedChunk(session, upload, number, EmbedMessage.hash(content), embedding);
    }
  }

  /**
   * What an event says without a vector, if it says anything.
   *
   * @param numbers tells the numbers of pieces where the event does not
   */
  static List<Unembedded> of(Event event, ChunkNumbers numbers) {
    UserId owner = event.owner();
    return switch (event.payload()) {
      case PostMessage post ->
          post.embedding() == null && !post.content().isBlank()
              ? List.of(new OfMessage(owner, post.sessionId(), post.messageId(), post.content()))
              : List.of();
      case PatchMessage patch -> patched(owner, patch);
      case PutDocumentPart part -> chunks(owner, part, numbers.firstOf(owner, part));
      default -> List.of();
    };
  }

  private static List<Unembedded> patched(UserId owner, PatchMessage patch) {
    PatchText text = PatchText.parse(patch.patchJson());
    String content = text.names("content") ? text.text("content") : null;
    return content == null || content.isBlank() || text.names("embedding")
        ? List.of()
        : List.of(new OfMessage(owner, patch.sessionId(), patch.messageId(), content));
  }

  private static List<Unembedded> chunks(UserId owner, PutDocumentPart part, int first) {
    List<Unembedded> chunks = new ArrayList<>();
    for (int at = 0; first >= 0 && at < part.chunks().size(); at++) {
      String content = part.chunks().get(at);
      if (!content.isBlank()) {
        chunks.add(new OfChunk(owner, part.sessionId(), part.uploadId(), first + at, content));
      }
    }
    return chunks;
  }
}
