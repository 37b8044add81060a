package io.chatlog.processor.search;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a search fetches what the index does not hold: the rows that it is derived from. */
public interface MessageSource {
  /** The message with a seq, or null when it is gone. */
  @Nullable MessageRow message(UserId user, SessionId session, long seq);

  /** Where a message is. */
  record Place(UserId user, SessionId session, long seq) {}

  /** Where a session is. */
  record SessionPlace(UserId user, SessionId session) {}

  /** Rows in the order of the places that were asked for; null in place of what is gone. */
  record Together(List<@Nullable MessageRow> messages, List<@Nullable SessionRow> sessions) {}

  /** Messages and sessions by one look-up, where the source has such a thing. */
  default Together together(List<Place> messages, List<SessionPlace> sessions) {
    List<@Nullable MessageRow> said = new ArrayList<>(messages.size());
    messages.forEach(place -> said.add(message(place.user(), place.session(), place.seq())));
    List<@Nullable SessionRow> in = new ArrayList<>(sessions.size());
    sessions.forEach(place -> in.add(session(place.user(), place.session())));
    return new Together(said, in);
  }

  /** The document, or null when it is gone. */
  @Nullable DocumentRow document(UserId user, SessionId session, DocumentId document);

  /** A piece of a document's text, or null when it is gone. */
  @Nullable String chunk(DocumentRow document, long chunk);

  /** The vector of a session, or null when it is gone. */
  @Nullable SessionVectorRow sessionVector(UserId user, SessionId session);

  /** The session, or null when it is gone. */
  @Nullable SessionRow session(UserId user, SessionId session);
}
