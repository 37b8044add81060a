package io.chatlog.benchmarks;

import io.chatlog.event.Payload.CreateSession;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.processor.read.StoreReads;
import io.chatlog.processor.search.SearchIndex;
import io.chatlog.testkit.Events;
import io.chatlog.topic.Partitions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Freshness;
import io.chatlog.view.PartitionAnswer;
import io.chatlog.view.Read;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A page of 50 out of 500,000 sessions of 50,000 users in 4 partitions, each with a message, asked
 * one partition after the other. {@code writes} are messages that come in between two pages. Run
 * with {@code build/jmh SessionList -f 0}, which makes the sessions once.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 1, time = 10)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx4g"})
@SuppressWarnings("NullAway.Init") // JMH sets parameters first
public class SessionListBenchmark {
  private static final int PARTITIONS = 4;
  private static final int SESSIONS = 500_000;
  private static final int USERS = 50_000;

  /** A list. */
  public enum Asked {
    ALL_BY_ACTIVITY,
    ALL_BY_ACTIVITY_AT_10000,
    ALL_BY_TITLE,
    ALL_BY_COUNT,
    ALL_OF_7_DAYS,
    ALL_BY_METADATA_RARE,
    ALL_BY_METADATA_COMMON,
    ALL_BY_TAG,
    USER_BY_METADATA,
    USER_BY_TITLE
  }

  /** What is asked. */
  @Param private Asked asked;

  /** Messages between two pages. */
  @Param({"0", "20"})
  private int writes;

  // made once in a process: with -f 0 all lists are measured on the same sessions
  private static final Events events = new Events();
  private static final List<MapHandle> partitions = new ArrayList<>();
  private static final AppliedOffsets applied = new AppliedOffsets();
  private static long number;

  private final SplittableRandom random = new SplittableRandom(7);
  private final StoreReads reads =
      new StoreReads((partition, active) -> Optional.of(partitions.get(partition)), applied);
  private SessionRange.@Nullable From deep;

  /** Makes the sessions. */
  @Setup(Level.Trial)
  public void begin() {
    if (partitions.isEmpty()) {
      make();
    }
    if (asked == Asked.ALL_BY_ACTIVITY_AT_10000) {
      for (int page = 0; page < 10; page++) {
        deep = pageOfAll(range(SessionSort.LAST_ACTIVITY, Set.of(), Set.of(), 1_000)).from();
      }
    }
  }

  @SuppressWarnings("NullAway") // does not see @Nullable of a compact constructor in a class file
  private void make() {
    for (int partition = 0; partition < PARTITIONS; partition++) {
      partitions.add(new MapHandle(SearchIndex.inMemory(partition), true));
    }
    for (int user = 0; user < USERS; user++) {
      of("user-" + user).apply(events.user("user-" + user));
    }
    for (int session = 0; session < SESSIONS; session++) {
      String user = "user-" + session % USERS;
      of(user)
          .apply(
              events.of(
                  user,
                  new CreateSession(
                      new SessionId("s-" + session),
                      "Title " + random.nextInt(1_000_000),
                      "web",
                      null,
                      null,
                      null,
                      List.of("tag-" + random.nextInt(500)),
                      "{\"team\":\"t%d\",\"deep\":{\"case\":%d}}"
                          .formatted(random.nextInt(10), session / 5),
                      null,
                      null)));
      write(user, session);
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      applied.begin(partition, partitions.get(partition).applied());
    }
  }

  private MapHandle of(String user) {
    return partitions.get(Partitions.of(new UserId(user), PARTITIONS));
  }

  private void write(String user, int session) {
    of(user).apply(events.message(user, "s-" + session, "m-" + number++, Role.USER, "a few words"));
  }

  /** A page, and the writes in front of it. */
  @Benchmark
  public Object list() {
    for (int left = writes; left > 0; left--) {
      int session = random.nextInt(SESSIONS);
      write("user-" + session % USERS, session);
    }
    return switch (asked) {
      case ALL_BY_ACTIVITY, ALL_BY_ACTIVITY_AT_10000 ->
          page(range(SessionSort.LAST_ACTIVITY, Set.of(), Set.of(), 50), null);
      case ALL_BY_TITLE -> page(range(SessionSort.TITLE, Set.of(), Set.of(), 50), null);
      case ALL_BY_COUNT -> page(range(SessionSort.MESSAGE_COUNT, Set.of(), Set.of(), 50), null);
      case ALL_OF_7_DAYS -> page(lately(), null);
      case ALL_BY_METADATA_RARE ->
          page(byMetadata("deep.case", "" + random.nextInt(SESSIONS / 5)), null);
      case ALL_BY_METADATA_COMMON -> page(byMetadata("team", "t3"), null);
      case ALL_BY_TAG ->
          page(
              range(SessionSort.LAST_ACTIVITY, Set.of("tag-" + random.nextInt(500)), Set.of(), 50),
              null);
      case USER_BY_METADATA -> page(byMetadata("team", "t3"), randomUser());
      case USER_BY_TITLE -> page(range(SessionSort.TITLE, Set.of(), Set.of(), 50), randomUser());
    };
  }

  private UserId randomUser() {
    return new UserId("user-" + random.nextInt(USERS));
  }

  private SessionRange byMetadata(String path, String text) {
    return range(
        SessionSort.LAST_ACTIVITY, Set.of(), Set.of(new SessionFilter.Metadata(path, text)), 50);
  }

  private SessionRange lately() {
    return new SessionRange(
        null,
        SessionSort.LAST_ACTIVITY,
        true,
        0,
        50,
        new SessionFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            1_700_000_400_000_000L,
            Long.MAX_VALUE));
  }

  private SessionRange range(
      SessionSort sort, Set<String> tags, Set<SessionFilter.Metadata> metadata, int limit) {
    return new SessionRange(
        deep,
        sort,
        true,
        0,
        limit,
        new SessionFilter(
            Set.of(),
            Set.of(),
            Set.of(),
            tags,
            metadata,
            Set.of(),
            Long.MIN_VALUE,
            Long.MAX_VALUE));
  }

  private Object page(SessionRange range, @Nullable UserId user) {
    if (user != null) {
      return ask(Partitions.of(user, PARTITIONS), new Read.ListSessions(user, range));
    }
    return pageOfAll(range);
  }

  private SessionPage pageOfAll(SessionRange range) {
    Read.ListAllSessions all = new Read.ListAllSessions(range);
    List<SessionPage> parts = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      parts.add(ask(partition, all));
    }
    return all.merge(parts);
  }

  private <R> R ask(int partition, Read<R> read) {
    return switch (reads.read(partition, read, Freshness.NOW)) {
      case PartitionAnswer.Answered<R> answered -> answered.value();
      case PartitionAnswer.Behind<R> behind -> throw new IllegalStateException("" + behind);
      case PartitionAnswer.NotHere<R> notHere -> throw new IllegalStateException("" + notHere);
    };
  }
}
