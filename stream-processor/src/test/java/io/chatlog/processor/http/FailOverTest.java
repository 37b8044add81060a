package io.chatlog.processor.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.processor.http.HttpNodes.Running;
import io.chatlog.route.NodeMetadata;
import io.chatlog.route.PartitionRole;
import io.chatlog.route.RouteSettings;
import io.chatlog.route.RoutedReads;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.OutcomeQuestion;
import io.chatlog.view.Read;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import io.chatlog.view.User;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of reads while owners move, die, restore and lie. Two partitions, two nodes. */
class FailOverTest {
  private static final Freshness STALE = new Freshness(Positions.NONE, 0, true);

  private final ModelState state = new ModelState(2);
  private final HttpNodes nodes = new HttpNodes(state);
  private final User user = ModelValues.user("ann");
  private final int home = state.partitionOf(user.id());
  private final int other = 1 - home;
  private Running first;
  private Running second;
  private RoutedReads reads;
  private Position written;

  @BeforeEach
  void start() {
    first = nodes.start("first");
    second = nodes.start("second");
    first.node().knows(second.address()).hold(home, PartitionRole.ACTIVE);
    second.node().knows(first.address()).hold(other, PartitionRole.ACTIVE);
    reads = RoutedReads.overHttp(2, HttpNodes.settings(first));
    written = state.put(user);
  }

  @AfterEach
  void stop() {
    reads.close();
    nodes.close();
  }

  @Test
  void aPartitionThatMovedIsReadFromItsNewOwner() {
    assertThat(found()).isEqualTo(user);
    first.node().drop(home);
    second.node().hold(home, PartitionRole.ACTIVE);
    assertThat(found()).isEqualTo(user);
    long before = first.node().readsSeen();
    assertThat(found()).isEqualTo(user);
    assertThat(first.node().readsSeen()).as("the old owner is not asked again").isEqualTo(before);
  }

  @Test
  void aReadWaitsForTheNewOwnerOfADeadNode() throws Exception {
    assertThat(found()).isEqualTo(user);
    first.kill();
    CompletableFuture<User> waiting = CompletableFuture.supplyAsync(this::found);
    second.node().hold(home, PartitionRole.RESTORING);
    assertThat(reads.nodes()).extracting(NodeMetadata::nodeId).containsExactly("second");
    second.node().hold(home, PartitionRole.ACTIVE);
    assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(user);
  }

  @Test
  void aReadWithAPositionIsAnsweredAfterAFailOverAndReflectsIt() throws Exception {
    assertThat(found()).isEqualTo(user);
    first.kill();
    CompletableFuture<Answer<Lookup<User>>> waiting =
        CompletableFuture.supplyAsync(
            () ->
                reads.read(
                    new Read.GetUser(user.id()), new Freshness(Positions.of(written), 100, true)));
    second.node().hold(home, PartitionRole.STANDBY);
    assertThat(reads.read(new Read.GetUser(user.id()), STALE))
        .as("the stand-by answers who allows it")
        .isEqualTo(
            new Answer.Complete<>(
                new Lookup.Found<>(user), Positions.of(written), true, List.of()));
    second.node().hold(home, PartitionRole.ACTIVE);
    assertThat(waiting.get(5, TimeUnit.SECONDS))
        .isEqualTo(
            new Answer.Complete<>(
                new Lookup.Found<>(user), Positions.of(written), false, List.of()));
  }

  @Test
  void theOwnerAnswersBeforeTheStandBy() {
    second.node().hold(home, PartitionRole.STANDBY);
    assertThat(reads.read(new Read.GetUser(user.id()), STALE))
        .isInstanceOfSatisfying(
            Answer.Complete.class, answer -> assertThat(answer.stale()).isFalse());
  }

  @Test
  void aStandByThatHasNothingOfItIsNoAnswer() {
    first.node().drop(home);
    second.node().hold(home, PartitionRole.STANDBY);
    Read<Lookup<User>> absent = new Read.GetUser(new UserId(user.id().value() + "-later"));
    UserId later = ((Read.GetUser) absent).user();
    int itsHome = state.partitionOf(later);
    second.node().hold(itsHome, PartitionRole.STANDBY);
    assertThat(reads.read(absent, STALE))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.PARTITION_UNAVAILABLE));
    second.node().hold(itsHome, PartitionRole.ACTIVE);
    assertThat(reads.read(absent, STALE))
        .as("the owner knows that it is not there")
        .isInstanceOfSatisfying(
            Answer.Complete.class,
            complete -> {
              assertThat(complete.value()).isInstanceOf(Lookup.Missing.class);
              assertThat(complete.stale()).isFalse();
            });
  }

  @Test
  void withoutAnOwnerAReadSaysSoWhenItsDeadlinePasses() {
    first.node().hold(home, PartitionRole.RESTORING);
    second.node().hold(home, PartitionRole.STANDBY);
    long began = System.nanoTime();
    Answer<Lookup<User>> answer = reads.read(new Read.GetUser(user.id()), Freshness.NOW);
    long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.PARTITION_UNAVAILABLE));
    assertThat(tookMillis).isBetween(2_900L, 20_000L);
  }

  @Test
  void aWaitThatIsNamedBoundsTheLookForAnOwnerAsWell() {
    first.node().hold(home, PartitionRole.RESTORING);
    assertMissed(
        new Read.GetUser(user.id()),
        new Freshness(Positions.NONE, 100, false, true),
        ErrorCode.PARTITION_UNAVAILABLE);
    Freshness position = new Freshness(Positions.of(written), 100, false, true);
    assertMissed(new Read.GetUser(user.id()), position, ErrorCode.POSITION_NOT_REACHED);
    assertMissed(new Read.GetSystemStats(), position, ErrorCode.POSITION_NOT_REACHED);
    first.node().hold(home, PartitionRole.ACTIVE);
    assertThat(reads.read(new Read.GetUser(user.id()), position))
        .isInstanceOf(Answer.Complete.class);
  }

  private void assertMissed(Read<?> read, Freshness freshness, ErrorCode expected) {
    long began = System.nanoTime();
    assertThat(reads.read(read, freshness))
        .isInstanceOfSatisfying(
            Answer.Failed.class, failed -> assertThat(failed.code()).isEqualTo(expected));
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(1_500);
  }

  @Test
  void aShortWaitThatIsNamedTakesNoPatienceFromOtherSearches() throws Exception {
    second.kill();
    SearchQuery query = cherries();
    Read<SearchPage> search = new Read.SearchAll(query, TermStatistics.EMPTY);
    Freshness named = new Freshness(Positions.NONE, 50, false, true);
    for (int round = 0; round < 2; round++) {
      long began = System.nanoTime();
      assertThat(reads.read(search, named))
          .isInstanceOfSatisfying(
              Answer.Complete.class,
              complete -> assertThat(complete.silent()).containsExactly(other));
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(1_000);
    }
    CompletableFuture<Answer<SearchPage>> patient =
        CompletableFuture.supplyAsync(() -> reads.read(search, Freshness.NOW));
    assertThat(patient.completeOnTimeout(null, 400, TimeUnit.MILLISECONDS).get())
        .as("still waits for the partition")
        .isNull();
  }

  @Test
  void aQuestionAboutOutcomesTakesNoLongerThanItsWait() {
    first.node().drop(home);
    long began = System.nanoTime();
    Answer<?> answer =
        reads.read(
            new Read.GetOutcomes(
                home, List.of(new OutcomeQuestion(0, user.id(), null, null)), true),
            new Freshness(Positions.of(written), 200, false));
    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began)).isLessThan(2_500);
  }

  @Test
  void aNodeThatGoesOnClaimingWhatItLostDoesNoHarm() {
    assertThat(found()).isEqualTo(user);
    first.node().freezeMetadata().drop(home);
    second.node().hold(home, PartitionRole.ACTIVE);
    for (int round = 0; round < 20; round++) {
      assertThat(found()).isEqualTo(user);
    }
    assertThat(first.node().readsSeen()).as("asked in vain").isLessThan(10);
  }

  @Test
  void aNodeThatHangsCostsOneAttemptAndNoMore() throws IOException {
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // accepts connections and never says a word, as a stopped process does
      var hanging = new io.chatlog.route.NodeAddress("127.0.0.1", deaf.getLocalPort());
      first.node().at(hanging).freezeMetadata();
      second.node().hold(home, PartitionRole.ACTIVE);
      first.node().drop(home);
      for (int round = 0; round < 5; round++) {
        assertThat(found()).isEqualTo(user);
      }
    }
  }

  @Test
  void aSearchNamesThePartitionThatIsAwayAndACountHasNoAnswerWithoutIt() {
    state.put(ModelValues.session("ann", "s", 1));
    state.put(ModelValues.message("ann", "s", "m", Role.USER, "a cherry", 2));
    assertThat(found()).isEqualTo(user);
    second.kill();
    SearchQuery query = cherries();
    Answer<SearchPage> answer =
        reads.read(new Read.SearchAll(query, TermStatistics.EMPTY), Freshness.NOW);
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Complete.class,
            complete -> {
              assertThat(complete.silent()).containsExactly(other);
              assertThat(((SearchPage) complete.value()).hits()).hasSize(1);
            });
    long began = System.nanoTime();
    assertThat(reads.read(new Read.SearchAll(query, TermStatistics.EMPTY), Freshness.NOW))
        .isInstanceOf(Answer.Complete.class);
    assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
        .as("the next search does not wait for it all over again")
        .isLessThan(1_200);
    assertThat(
            reads.read(
                new Read.SearchAll(query, TermStatistics.EMPTY),
                new Freshness(Positions.of(new Position(other, 0)), 50, false)))
        .as("a position of a partition that is away cannot be reflected")
        .isInstanceOf(Answer.Failed.class);
    first.kill();
    assertThat(reads.read(new Read.SearchAll(query, TermStatistics.EMPTY), Freshness.NOW))
        .isInstanceOf(Answer.Failed.class);
  }

  @Test
  void aNodeOfAnotherLogIsNotAsked() {
    ModelState elsewhere = new ModelState(3);
    elsewhere.put(user);
    try (HttpNodes others = new HttpNodes(elsewhere)) {
      Running stranger = others.start("stranger");
      for (int partition = 0; partition < 3; partition++) {
        stranger.node().hold(partition, PartitionRole.ACTIVE);
      }
      try (RoutedReads wide = RoutedReads.overHttp(2, HttpNodes.settings(stranger, first))) {
        assertThat(wide.read(new Read.GetUser(user.id()), Freshness.NOW))
            .isInstanceOf(Answer.Complete.class);
        assertThat(stranger.node().readsSeen()).isZero();
      }
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsAFaultAndNotAnEndlessRetry() {
    state.put(ModelValues.session("ann", "s", 1));
    state.put(ModelValues.message("ann", "s", "m", Role.USER, "x".repeat(100_000), 2));
    RouteSettings base = HttpNodes.settings(first);
    RouteSettings small =
        new RouteSettings(
            base.processors(),
            base.deadline(),
            base.scatterDeadline(),
            base.attemptTimeout(),
            base.connectTimeout(),
            base.metadataTimeout(),
            base.askIntervalMin(),
            base.askIntervalMax(),
            base.nodeRequestsMax(),
            base.localReadsMax(),
            10_000);
    try (RoutedReads narrow = RoutedReads.overHttp(2, small)) {
      assertThat(
              narrow.read(
                  new Read.GetMessage(
                      user.id(),
                      new io.chatlog.value.SessionId("s"),
                      new io.chatlog.value.MessageId("m")),
                  Freshness.NOW))
          .isInstanceOfSatisfying(
              Answer.Failed.class,
              failed -> assertThat(failed.code()).isEqualTo(ErrorCode.INTERNAL));
      assertThat(narrow.read(new Read.GetUser(user.id()), Freshness.NOW))
          .isInstanceOf(Answer.Complete.class);
    }
  }

  @Test
  void closingEndsReadsThatWait() throws Exception {
    first.node().drop(home);
    CompletableFuture<Answer<Lookup<User>>> waiting =
        CompletableFuture.supplyAsync(
            () -> reads.read(new Read.GetUser(new UserId("ann")), Freshness.NOW));
    reads.close();
    assertThat(waiting.get(2, TimeUnit.SECONDS)).isInstanceOf(Answer.Failed.class);
  }

  private static SearchQuery cherries() {
    return new SearchQuery(
        "cherry",
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
  }

  private User found() {
    return switch (reads.read(new Read.GetUser(user.id()), Freshness.NOW)) {
      case Answer.Complete<Lookup<User>>(Lookup.Found<User>(User it), _, boolean stale, _) -> {
        assertThat(stale).isFalse();
        yield it;
      }
      case Answer<Lookup<User>> none -> throw new AssertionError(none.toString());
    };
  }
}
