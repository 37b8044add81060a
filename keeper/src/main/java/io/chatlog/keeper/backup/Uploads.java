package io.chatlog.keeper.backup;

import io.chatlog.event.Payload;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UploadId;
import io.chatlog.value.UserId;
import io.chatlog.view.Document;
import io.chatlog.view.Read;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives the documents of one file an upload each. Those that are there are passed over, so that
 * their bytes do not go to the log again. Not thread-safe.
 */
final class Uploads {
  private final KeptReads reads;
  private final Supplier<String> newIds;
  private @Nullable Open open;
  private int pieces;

  Uploads(KeptReads reads, Supplier<String> newIds) {
    this.reads = reads;
    this.newIds = newIds;
  }

  /**
   * The document whose parts come.
   *
   * @param upload null where the document is there
   */
  private record Open(
      UserId user, SessionId session, DocumentId document, @Nullable UploadId upload) {
    boolean isOf(UserId owner, SessionId in, DocumentId id) {
      return user.equals(owner) && session.equals(in) && document.equals(id);
    }
  }

  /** What puts a part, or null where its document is there. */
  @Nullable Payload of(Line.OfDocumentPart part) {
    Open now = open;
    if (part.part() == 0
        || now == null
        || !now.isOf(part.user(), part.session(), part.document())) {
      now = begin(part.user(), part.session(), part.document());
      pieces = 0;
      open = now;
    }
    int first = pieces;
    pieces += part.pieces().size();
    return now.upload() == null ? null : Restoring.part(part, now.upload(), first);
  }

  /** What completes a document, or null where it is there. */
  @Nullable Payload of(Line.OfDocument line) {
    Document document = line.kept().value();
    Open now = open;
    if (now == null || !now.isOf(document.owner(), document.session(), document.id())) {
      now = begin(document.owner(), document.session(), document.id());
    }
    open = null;
    return now.upload() == null ? null : Restoring.document(line, now.upload());
  }

  private Open begin(UserId user, SessionId session, DocumentId document) {
    boolean there = reads.find(new Read.GetDocument(user, session, document)) != null;
    return new Open(user, session, document, there ? null : new UploadId(newIds.get()));
  }
}
