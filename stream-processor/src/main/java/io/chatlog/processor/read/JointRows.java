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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
  public Together together(List<Place> messages, List<SessionPlace> sessions) {
    List<@Nullable MessageRow> said = new ArrayList<>(Collections.nCopies(messages.size(), null));
    List<@Nullable SessionRow> in = new ArrayList<>(Collections.nCopies(sessions.size(), null));
    Map<Rows, List<Integer>> saidBy = parted(messages, Place::user);
    Map<Rows, List<Integer>> inBy = parted(sessions, SessionPlace::user);
    for (Rows part : partitions) {
      List<Integer> itsMessages = saidBy.getOrDefault(part, List.of());
      List<Integer> itsSessions = inBy.getOrDefault(part, List.of());
      if (itsMessages.isEmpty() && itsSessions.isEmpty()) {
        continue;
      }
      Together rows =
          part.together(
              itsMessages.stream().map(messages::get).toList(),
              itsSessions.stream().map(sessions::get).toList());
      put(rows.messages(), itsMessages, said);
      put(rows.sessions(), itsSessions, in);
    }
    return new Together(said, in);
  }

  /** The numbers of places by the partition that they are in. */
  private <P> Map<Rows, List<Integer>> parted(List<P> places, Function<P, UserId> owner) {
    return IntStream.range(0, places.size())
        .boxed()
        .collect(Collectors.groupingBy(at -> of(owner.apply(places.get(at)))));
  }

  private static <R> void put(
      List<@Nullable R> rows, List<Integer> numbers, List<@Nullable R> all) {
    for (int at = 0; at < rows.size(); at++) {
      all.set(numbers.get(at), rows.get(at));
    }
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
