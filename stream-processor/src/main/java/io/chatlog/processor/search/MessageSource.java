package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/** Where a search fetches what the index does not hold: the rows that it is derived from. */
public interface MessageSource {
  /** The message with a seq, or null when it is gone. */
  @Nullable MessageRow message(UserId user, SessionId session, long seq);

  /** The document, or null when it is gone. */
  @Nullable DocumentRow document(UserId user, SessionId session, DocumentId document);

  /** A piece of a document's text, or null when it is gone. */
  @Nullable String chunk(DocumentRow document, long chunk);

  /** The vector of a session, or null when it is gone. */
  @Nullable SessionVectorRow sessionVector(UserId user, SessionId session);

  /** The session, or null when it is gone. */
  @Nullable SessionRow session(UserId user, SessionId session);
}
