package io.chatlog.testkit.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Changes;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Message;
import io.chatlog.view.MessagePage;
import io.chatlog.view.MessageRange;
import io.chatlog.view.Outcome;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Read;
import io.chatlog.view.Reads;
import io.chatlog.view.Receipt;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.StreamPlace;
import io.chatlog.view.SystemStats;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.User;
import io.chatlog.view.UserMessagePage;
import io.chatlog.view.UserPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What every way to the state keeps: it finds the partition, tells what the answer reflects, waits
 * for positions, and merges the parts of what concerns everyone. Every partition has an owner here
 * that answers; what happens when one does not is for the tests of routing.
 */
public abstract class ReadsContract {
  /** How many partitions the reads under test must have. */
  protected static final int PARTITIONS = 4;

  private static final int USERS = 20;

  /** What the nodes hold. */
  protected final ModelState state = new ModelState(PARTITIONS);

  /** The reads under test, over nodes that hold {@link #state}. */
  protected abstract Reads reads();

  @Test
  void aReadOfAUserGoesToItsPartitionAndTellsWhatItReflects() {
    for (int number = 0; number < USERS; number++) {
      User user = ModelValues.user("user-" + number);
      Position position = state.put(user);
      assertThat(reads().partitionOf(user.id())).isEqualTo(position.partition());
      assertThat(reads().read(new Read.GetUser(user.id()), Freshness.NOW))
          .isEqualTo(
              new Answer.Complete<>(
                  new Lookup.Found<>(user), Positions.of(position), false, List.of()));
    }
  }

  @Test
  void whatIsMissingIsMissingAndNotAFailure() {
    UserId nobody = new UserId("nobody");
    Answer<Lookup<User>> answer = reads().read(new Read.GetUser(nobody), Freshness.NOW);
    assertThat(answer)
        .isEqualTo(
            new Answer.Complete<>(
                new Lookup.Missing<User>(ErrorCode.USER_NOT_FOUND),
                Positions.nothingOf(reads().partitionOf(nobody)),
                false,
                List.of()));
  }

  @Test
  void aPositionThatIsNotAppliedInTimeIsNotReached() {
    Position position = state.put(ModelValues.user("ann"));
    Position later = new Position(position.partition(), position.offset() + 1);
    Answer<?> answer =
        reads()
            .read(
                new Read.GetUser(new UserId("ann")), new Freshness(Positions.of(later), 30, false));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.POSITION_NOT_REACHED));
  }

  @Test
  void aReadWaitsForItsPositionAndReflectsIt() throws Exception {
    Position first = state.put(ModelValues.user("ann"));
    Position second = new Position(first.partition(), first.offset() + 1);
    CompletableFuture<Answer<Lookup<Message>>> waiting =
        CompletableFuture.supplyAsync(
            () ->
                reads()
                    .read(
                        new Read.GetMessage(
                            new UserId("ann"),
                            new SessionId("s"),
                            new io.chatlog.value.MessageId("m")),
                        new Freshness(
                            Positions.of(new Position(second.partition(), second.offset() + 1)),
                            10_000,
                            false)));
    state.put(ModelValues.session("ann", "s", 1));
    state.put(ModelValues.message("ann", "s", "m", Role.USER, "hello", 2));
    assertThat(waiting.get(10, TimeUnit.SECONDS))
        .isInstanceOfSatisfying(
            Answer.Complete.class,
            answer -> assertThat(answer.value()).isInstanceOf(Lookup.Found.class));
  }

  @Test
  void positionsOfOtherPartitionsDoNotHoldAReadOfOneUserUp() {
    Position position = state.put(ModelValues.user("ann"));
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      offsets.put(partition, partition == position.partition() ? position.offset() : 1_000);
    }
    assertThat(
            reads()
                .read(
                    new Read.GetUser(new UserId("ann")),
                    new Freshness(new Positions(offsets), 10_000, false)))
        .isInstanceOf(Answer.Complete.class);
  }

  @Test
  void aReadOfAllReflectsEveryPositionAskedForOrHasNoAnswer() {
    Positions all = Positions.NONE;
    for (int number = 0; number < USERS; number++) {
      all = all.with(Positions.of(state.put(ModelValues.user("user-" + number))));
    }
    Answer<SystemStats> answer =
        reads().read(new Read.GetSystemStats(), new Freshness(all, 1_000, false));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Complete.class,
            complete -> {
              assertThat(((SystemStats) complete.value()).totalUsers()).isEqualTo(USERS);
              assertThat(complete.silent()).isEmpty();
            });
    assertThat(((Answer.Complete<SystemStats>) answer).reflects()).isEqualTo(all);

    Positions beyond = all.with(Positions.of(new Position(2, 1_000)));
    assertThat(reads().read(new Read.GetSystemStats(), new Freshness(beyond, 30, false)))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.POSITION_NOT_REACHED));
  }

  @Test
  void aListOfAllUsersIsOneListInIdOrder() {
    for (int number = 0; number < USERS; number++) {
      state.put(ModelValues.user("user-%02d".formatted(number)));
    }
    UserPage page = value(new Read.ListUsers("user-", new UserId("user-04"), 10));
    assertThat(page.items())
        .extracting(user -> user.id().value())
        .containsExactly(
            "user-05", "user-06", "user-07", "user-08", "user-09", "user-10", "user-11", "user-12",
            "user-13", "user-14");
    assertThat(page.more()).isTrue();
  }

  @Test
  void aListOfAllSessionsIsOneListThatAWalkMeetsOnce() {
    for (int number = 0; number < USERS; number++) {
      String user = "user-%02d".formatted(number);
      state.put(ModelValues.user(user));
      state.put(ModelValues.session(user, "s", number));
    }
    for (SessionSort sort : SessionSort.values()) {
      for (boolean descending : new boolean[] {true, false}) {
        SessionRange whole = new SessionRange(null, sort, descending, 0, 1_000, SessionFilter.LIVE);
        List<UserId> expected = owners(value(new Read.ListAllSessions(whole)));
        assertThat(expected).hasSize(USERS).doesNotHaveDuplicates();
        List<UserId> met = new ArrayList<>();
        SessionRange.From from = null;
        do {
          SessionPage page = value(new Read.ListAllSessions(whole.from(from, 3)));
          met.addAll(owners(page));
          from = page.from();
          // moves what was met to the front, and what was not
          for (UserId user : List.of(met.getFirst(), expected.get(met.size() * 3 % USERS))) {
            String id = sort + "-" + descending + "-" + met.size() + user;
            state.put(ModelValues.message(user.value(), "s", id, Role.USER, "x", 100 + met.size()));
          }
        } while (from != null);
        assertThat(met).as("%s, descending: %s", sort, descending).isEqualTo(expected);
      }
    }
  }

  private static List<UserId> owners(SessionPage page) {
    return page.sessions().stream().map(Session::owner).toList();
  }

  @Test
  void aListOfAllSessionsReflectsThePositionsOfEveryPartition() {
    Positions all = Positions.NONE;
    for (int number = 0; number < USERS; number++) {
      state.put(ModelValues.user("user-" + number));
      all = all.with(Positions.of(state.put(ModelValues.session("user-" + number, "s", number))));
    }
    Read<SessionPage> list = new Read.ListAllSessions(SessionRange.newest(1_000));
    assertThat(reads().read(list, new Freshness(all, 1_000, false)))
        .isInstanceOfSatisfying(
            Answer.Complete.class,
            complete -> assertThat(((SessionPage) complete.value()).items()).hasSize(USERS));
    Positions beyond = all.with(Positions.of(new Position(2, 1_000)));
    assertThat(reads().read(list, new Freshness(beyond, 30, false)))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.POSITION_NOT_REACHED));
  }

  @Test
  void aSearchOfAllMergesWhatEachPartitionFound() {
    for (int number = 0; number < USERS; number++) {
      String user = "user-" + number;
      state.put(ModelValues.user(user));
      state.put(ModelValues.session(user, "s", 1));
      String content = number == 7 ? "sour cherry pie" : "cherry of " + user;
      state.put(ModelValues.message(user, "s", "m", Role.USER, content, 2));
    }
    TermStatistics terms = value(new Read.GetTermStatistics("sour cherry"));
    assertThat(terms.docCount()).isEqualTo(USERS);
    assertThat(terms.docFreq()).containsEntry("cherry", (long) USERS).containsEntry("sour", 1L);
    SearchQuery query =
        new SearchQuery(
            "sour cherry",
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            0,
            false,
            5,
            0,
            null);
    var page = value(new Read.SearchAll(query, terms));
    assertThat(page.total()).isEqualTo(USERS);
    assertThat(page.hits()).hasSize(5);
    assertThat(page.hits().getFirst().message().owner().value()).isEqualTo("user-7");
    assertThat(page.more()).isTrue();
  }

  @Test
  void outcomesAndReceiptsComeFromThePartitionNamed() {
    Position made = state.put(ModelValues.user("ann"));
    Position refused = state.refuse(new UserId("ann"), ErrorCode.EMAIL_TAKEN, "it is taken");
    List<Outcome> outcomes =
        value(
            new Read.GetOutcomes(
                made.partition(),
                List.of(
                    new OutcomeQuestion(made.offset(), new UserId("ann"), null, null),
                    new OutcomeQuestion(refused.offset(), new UserId("ann"), null, null)),
                true),
            new Freshness(Positions.of(refused), 1_000, false));
    assertThat(outcomes)
        .containsExactly(
            new Outcome.Applied(false, 0, ModelValues.user("ann")),
            new Outcome.Refused(ErrorCode.EMAIL_TAKEN, "it is taken"));
    assertThat(value(new Read.GetReceipt(made.partition(), made.offset())))
        .isEqualTo(new Receipt.Applied());
    assertThat(value(new Read.GetReceipt(refused.partition(), refused.offset())))
        .isEqualTo(new Receipt.Rejected(ErrorCode.EMAIL_TAKEN, "it is taken", new UserId("ann")));
    assertThat(value(new Read.GetReceipt(refused.partition(), 99)))
        .isEqualTo(new Receipt.Pending());
  }

  @Test
  void aPartitionThatTheLogDoesNotHaveIsRefused() {
    assertThat(reads().read(new Read.GetReceipt(PARTITIONS, 0), Freshness.NOW))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.INVALID_POSITION));
  }

  @Test
  void aPageOfMessagesSurvivesTheWay() {
    state.put(ModelValues.user("ann"));
    state.put(ModelValues.session("ann", "s", 1));
    for (int number = 1; number <= 300; number++) {
      state.put(
          ModelValues.message(
              "ann", "s", "m" + number, Role.USER, "\uD83D\uDE00 ".repeat(200) + number, number));
    }
    Lookup<MessagePage> page =
        value(
            new Read.ListMessages(
                new UserId("ann"), new SessionId("s"), MessageRange.after(0, 300)));
    assertThat(page)
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> assertThat(((MessagePage) found.value()).items()).hasSize(300));
  }

  @Test
  void messagesOfAUserComeInTheOrderOfTheLogWithoutThoseOfDeletedSessions() {
    state.put(ModelValues.user("ann"));
    List<Long> offsets = new ArrayList<>();
    for (String session : List.of("s", "gone", "t")) {
      state.put(ModelValues.session("ann", session, 1));
    }
    for (int number = 0; number < 10; number++) {
      for (String session : List.of("t", "gone", "s")) {
        Message message = ModelValues.message("ann", session, "m" + number, Role.USER, "x", number);
        long offset = state.put(message).offset();
        if (!session.equals("gone")) {
          offsets.add(offset);
        }
      }
    }
    Session gone = ModelValues.session("ann", "gone", 1);
    state.put(ModelValues.session(gone, SessionStatus.DELETED, "web", "x", Set.of()));

    UserId ann = new UserId("ann");
    List<Long> seen = new ArrayList<>();
    UserMessagePage page = new UserMessagePage(List.of(), StreamPlace.BEGINNING, true);
    while (page.more()) {
      page = found(new Read.ListUserMessages(ann, page.place(), 7));
      page.items().forEach(placed -> seen.add(placed.place().offset()));
    }
    assertThat(seen).isEqualTo(offsets);
    assertThat(found(new Read.ListUserMessages(ann, page.place(), 7)).items()).isEmpty();
    assertThat(value(new Read.ListUserMessages(new UserId("bob"), StreamPlace.BEGINNING, 7)))
        .isEqualTo(new Lookup.Missing<UserMessagePage>(ErrorCode.USER_NOT_FOUND));
  }

  @Test
  void changesAreTheUsersOfTheEventsBehindAnOffset() {
    Position first = state.put(ModelValues.user("ann"));
    int partition = first.partition();
    state.refuse(new UserId("ann"), ErrorCode.EMAIL_TAKEN, "no change");
    Changes all = value(new Read.GetChanges(partition, -1));
    assertThat(all.upTo()).isEqualTo(first.offset() + 1);
    assertThat(all.anyone() || all.owners().equals(List.of(hash("ann")))).isTrue();
    Changes none = value(new Read.GetChanges(partition, all.upTo()));
    assertThat(none).isEqualTo(new Changes(all.upTo(), false, List.of()));
  }

  @Test
  void theNextChangeIsWaitedForByItsPosition() throws Exception {
    Position first = state.put(ModelValues.user("ann"));
    Position next = new Position(first.partition(), first.offset() + 1);
    Read<Changes> read = new Read.GetChanges(first.partition(), first.offset());
    assertThat(reads().read(read, new Freshness(Positions.of(next), 30, false)))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.POSITION_NOT_REACHED));
    CompletableFuture<Changes> waiting =
        CompletableFuture.supplyAsync(
            () -> value(read, new Freshness(Positions.of(next), 10_000, false)));
    state.put(ModelValues.session("ann", "s", 1));
    assertThat(waiting.get(10, TimeUnit.SECONDS))
        .isEqualTo(new Changes(next.offset(), false, List.of(hash("ann"))));
  }

  private static int hash(String user) {
    return Changes.hash(new UserId(user));
  }

  private <T> T found(Read<Lookup<T>> read) {
    return ((Lookup.Found<T>) value(read)).value();
  }

  private <R> R value(Read<R> read) {
    return value(read, Freshness.NOW);
  }

  private <R> R value(Read<R> read, Freshness freshness) {
    return switch (reads().read(read, freshness)) {
      case Answer.Complete<R> complete -> complete.value();
      case Answer.Failed<R> failed ->
          throw new AssertionError(failed.code() + ": " + failed.detail());
    };
  }
}
