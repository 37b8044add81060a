package io.chatlog.processor.read;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.processor.search.MessageSource;
import io.chatlog.processor.store.Rows;
import io.chatlog.topic.Partitions;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of all partitions: each is where its user is.
 *
 * @param partitions by number
 */
record JointRows(List<Rows> partitions) implements MessageSource {
  private Rows of(UserId user) {
    return partitions.get(Partitions.of(user, partitions.size()));
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, long seq) {
    return of(user).message(user, session, seq);
  }

  @Override
  public @Nullable DocumentRow document(UserId user, SessionId session, DocumentId document) {
    return of(user).document(user, session, document);
  }

  @Override
  public @Nullable String chunk(DocumentRow document, long chunk) {
    return of(document.document().owner()).chunk(document, chunk);
  }

  @Override
  public @Nullable SessionVectorRow sessionVector(UserId user, SessionId session) {
    return of(user).sessionVector(user, session);
  }

  @Override
  public @Nullable SessionRow session(UserId user, SessionId session) {
    return of(user).session(user, session);
  }
}
