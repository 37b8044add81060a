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
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
  public List<@Nullable MessageRow> messages(List<Place> places) {
    List<@Nullable MessageRow> found = new ArrayList<>(Collections.nCopies(places.size(), null));
    Map<Rows, List<Integer>> parts = new HashMap<>();
    for (int at = 0; at < places.size(); at++) {
      parts.computeIfAbsent(of(places.get(at).user()), part -> new ArrayList<>()).add(at);
    }
    parts.forEach(
        (part, numbers) -> {
          Iterator<@Nullable MessageRow> rows =
              part.messages(numbers.stream().map(places::get).toList()).iterator();
          numbers.forEach(at -> found.set(at, rows.next()));
        });
    return found;
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
