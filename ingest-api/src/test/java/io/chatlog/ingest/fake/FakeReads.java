package io.chatlog.ingest.fake;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.topic.Partitions;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Entity;
import io.chatlog.view.Freshness;
import io.chatlog.view.IdPage;
import io.chatlog.view.KeptMessage;
import io.chatlog.view.KeptSession;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Persona;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.Session;
import io.chatlog.view.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Answers outcomes by deciding what an {@link InMemoryEventLog} holds, with a naive model of what
 * the stream processor does. Thread-safe.
 */
public final class FakeReads implements Reads {
  private final InMemoryEventLog log;
  private final int partitionCount;
  private NaiveDecider decider = new NaiveDecider();
  private final List<Integer> applied = new ArrayList<>();
  private final Map<Position, Outcome> outcomes = new HashMap<>();
  private final ConcurrentLinkedQueue<Freshness> asked = new ConcurrentLinkedQueue<>();
  private volatile Optional<ErrorCode> failure = Optional.empty();
  private volatile boolean lagging;

  public FakeReads(InMemoryEventLog log, int partitionCount) {
    this.log = log;
    this.partitionCount = partitionCount;
    for (int partition = 0; partition < partitionCount; partition++) {
      applied.add(0);
    }
  }

  /** Forgets everything; to be called together with the log's own. */
  public synchronized void clear() {
    decider = new NaiveDecider();
    applied.replaceAll(offset -> 0);
    outcomes.clear();
    asked.clear();
    failure = Optional.empty();
    lagging = false;
  }

  /** From now on nothing is applied but what a read asks for. */
  public void lag() {
    lagging = true;
  }

  /** From now on nothing is answered but this. */
  public void failWith(ErrorCode code) {
    failure = Optional.of(code);
  }

  /** From now on everything is answered again. */
  public void succeed() {
    failure = Optional.empty();
  }

  /** The freshness of every read so far. */
  public List<Freshness> asked() {
    return List.copyOf(asked);
  }

  @Override
  @SuppressWarnings("unchecked")
  public <R> Answer<R> read(Read<R> read, Freshness freshness) {
    asked.add(freshness);
    if (failure.isPresent()) {
      return new Answer.Failed<>(failure.get(), "told to fail");
    }
    if (lagging) {
      freshness.atLeast().offsets().forEach((partition, offset) -> apply(partition, offset + 1));
    }
    return (Answer<R>)
        switch (read) {
          case Read.GetOutcomes get -> outcomes(get, freshness);
          case Read.GetEmailClaims get ->
              now(get.partition(), () -> decider.emails.claims(get.emails()));
          case Read.GetEmailVoids get ->
              now(get.partition(), () -> decider.emails.voids(get.uses()));
          case Read.GetUser get ->
              now(
                  partitionOf(get.user()),
                  () -> {
                    User user = decider.user(get.user());
                    return user == null
                        ? new Lookup.Missing<User>(ErrorCode.USER_NOT_FOUND)
                        : new Lookup.Found<>(user);
                  });
          case Read.GetSession get ->
              now(
                  partitionOf(get.user()),
                  () -> found(decider.entity(get.user().value(), get.session().value())));
          case Read.GetMessage get ->
              now(
                  partitionOf(get.user()),
                  () ->
                      found(
                          decider.entity(
                              get.user().value(), get.session().value(), get.message().value())));
          case Read.ListMessages list ->
              now(
                  partitionOf(list.user()),
                  () -> newest(decider.messages(list.user(), list.session())));
          case Read.GetKeptSession get ->
              now(
                  partitionOf(get.user()),
                  () ->
                      kept(
                          get,
                          (Session) decider.entity(get.user().value(), get.session().value()),
                          decider.messages(get.user(), get.session())));
          case Read.GetPersona get ->
              now(partitionOf(get.user()), () -> found(decider.panels.persona(get.persona())));
          case Read.GetPanel get ->
              now(partitionOf(get.user()), () -> found(decider.panels.panel(get.panel())));
          case Read.GetPanelMessage get ->
              now(
                  partitionOf(get.user()),
                  () -> found(decider.panels.message(get.panel(), get.message())));
          case Read.ListPersonas list -> personas(list);
          case Read.ListAuthored list ->
              all(() -> decider.panels.saidBy(list.author()).stream().limit(list.limit()).toList());
          default -> throw new UnsupportedOperationException(read.toString());
        };
  }

  private static Lookup<MessagePage> newest(List<Message> messages) {
    return new Lookup.Found<>(
        new MessagePage(messages.isEmpty() ? messages : List.of(messages.getLast()), null));
  }

  private static Lookup<KeptSession.Page> kept(
      Read.GetKeptSession get, Session session, List<Message> messages) {
    return new Lookup.Found<>(
        new KeptSession.Page(
            new KeptSession(session, messages.size(), 0),
            messages.stream()
                .filter(message -> message.seq() > get.afterSeq())
                .map(message -> new KeptMessage(message, 0))
                .toList(),
            null));
  }

  private static Lookup<Entity> found(Entity entity) {
    return entity == null
        ? new Lookup.Missing<>(ErrorCode.MESSAGE_NOT_FOUND)
        : new Lookup.Found<>(entity);
  }

  /** Everything that is there under an address of ids, or null. */
  public synchronized Entity entity(String... ids) {
    for (int partition = 0; partition < partitionCount; partition++) {
      apply(partition);
    }
    return decider.entity(ids);
  }

  private synchronized <T> Answer<T> now(int partition, Supplier<T> answer) {
    apply(partition);
    return new Answer.Complete<>(answer.get(), Positions.NONE, false, List.of());
  }

  private synchronized <T> Answer<T> all(Supplier<T> answer) {
    for (int partition = 0; partition < partitionCount; partition++) {
      apply(partition);
    }
    return new Answer.Complete<>(answer.get(), Positions.NONE, false, List.of());
  }

  private Answer<IdPage<Persona>> personas(Read.ListPersonas list) {
    return all(
        () -> {
          List<Persona> own = decider.panels.personasOf(list.owner());
          return new IdPage<>(own.stream().limit(list.limit()).toList(), own.size() > list.limit());
        });
  }

  private synchronized Answer<List<Outcome>> outcomes(Read.GetOutcomes get, Freshness freshness) {
    apply(get.partition());
    List<Outcome> answers = new ArrayList<>();
    long highest = freshness.atLeast().offset(get.partition()).orElseThrow();
    for (OutcomeQuestion question : get.questions()) {
      if (question.offset() > highest) {
        throw new AssertionError("asked about an offset beyond the freshness");
      }
      Outcome outcome = outcomes.get(new Position(get.partition(), question.offset()));
      answers.add(
          outcome instanceof Outcome.Applied a && !get.withEntities()
              ? new Outcome.Applied(a.duplicate(), a.seq(), null)
              : outcome);
    }
    return new Answer.Complete<>(
        answers, Positions.of(new Position(get.partition(), highest)), false, List.of());
  }

  private void apply(int partition) {
    if (!lagging) {
      apply(partition, Long.MAX_VALUE);
    }
  }

  private synchronized void apply(int partition, long end) {
    List<LogRecord> records = log.records(partition);
    int offset = applied.get(partition);
    for (; offset < Math.min(end, records.size()); offset++) {
      Event event = LogDecoder.event(records.get(offset));
      outcomes.put(new Position(partition, offset), decider.decide(event, offset));
    }
    applied.set(partition, offset);
  }

  @Override
  public int partitionOf(UserId user) {
    return Partitions.of(user, partitionCount);
  }

  @Override
  public int partitionCount() {
    return partitionCount;
  }
}
