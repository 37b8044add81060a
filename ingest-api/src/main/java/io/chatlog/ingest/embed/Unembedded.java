package io.chatlog.ingest.embed;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.CreateMissing;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.event.Payload.DeleteSession;
import io.chatlog.event.Payload.DeleteUser;
import io.chatlog.event.Payload.EmbedChunk;
import io.chatlog.event.Payload.EmbedMessage;
import io.chatlog.event.Payload.EmbedSession;
import io.chatlog.event.Payload.PatchMessage;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PostMessage;
import io.chatlog.event.Payload.PutDocumentPart;
import io.chatlog.event.Payload.PutSession;
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

  /** A session, by its summary or title. */
  record OfSession(UserId owner, SessionId session, String content) implements Unembedded {
    @Override
    public Payload with(Embedding embedding) {
      return new EmbedSession(session, EmbedMessage.hash(content), embedding);
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
   * @param met tells which sessions need not be looked at again
   */
  static List<Unembedded> of(Event event, ChunkNumbers numbers, MetSessions met) {
    UserId owner = event.owner();
    return switch (event.payload()) {
      case PostMessage post -> said(owner, post, met);
      case PatchMessage patch -> patched(owner, patch);
      case PutDocumentPart part -> chunks(owner, part, numbers.firstOf(owner, part));
      case CreateSession create -> begun(owner, create, met);
      case PutSession put -> begun(owner, put.session(), met);
      case PatchSession patch -> patched(owner, patch, met);
      case DeleteSession delete -> {
        met.forget(owner, delete.sessionId());
        yield List.of();
      }
      case DeleteUser _ -> {
        met.forget(owner);
        yield List.of();
      }
      default -> List.of();
    };
  }

  private static List<Unembedded> said(UserId owner, PostMessage post, MetSessions met) {
    List<Unembedded> said = new ArrayList<>(2);
    if (post.embedding() == null && !post.content().isBlank()) {
      said.add(new OfMessage(owner, post.sessionId(), post.messageId(), post.content()));
    }
    CreateMissing missing = post.createMissing();
    String title = missing == null ? null : EmbedSession.text(missing.sessionTitle(), null);
    if (title != null && met.isNew(owner, post.sessionId(), title)) {
      said.add(new OfSession(owner, post.sessionId(), title));
    }
    return said;
  }

  private static List<Unembedded> begun(UserId owner, CreateSession create, MetSessions met) {
    String text = EmbedSession.text(create.title(), create.summary());
    met.forget(owner, create.sessionId());
    return text == null || create.embedding() != null
        ? List.of()
        : List.of(new OfSession(owner, create.sessionId(), text));
  }

  /**
   * A summary that goes leaves a title that is not known here: then there is no vector until one of
   * both is written again.
   */
  private static List<Unembedded> patched(UserId owner, PatchSession change, MetSessions met) {
    PatchText patch = PatchText.parse(change.patchJson());
    String title = patch.names("title") ? patch.text("title") : null;
    String summary = patch.names("summary") ? patch.text("summary") : null;
    String text = EmbedSession.text(title, summary);
    if (patch.names("title") || patch.names("summary")) {
      met.forget(owner, change.sessionId());
    }
    boolean brings = patch.names("embedding") && !patch.json("embedding").equals("null");
    return text == null || brings
        ? List.of()
        : List.of(new OfSession(owner, change.sessionId(), text));
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
