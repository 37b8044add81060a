package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload.CreateSession;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.Decision;
import io.chatlog.processor.fold.PastTitles;
import io.chatlog.processor.search.SessionFinds;
import io.chatlog.processor.store.Scans;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SessionFilter.Metadata;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionPlace;
import io.chatlog.view.SessionRange;
import io.chatlog.view.SessionSort;
import io.chatlog.view.TagPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that the index answers are what a scan of all rows would answer, also under writes. */
final class IndexedSessionsTest {
  private static final int USERS = 3;
  private static final int SESSIONS = 25;
  private static final List<String> TAGS = List.of("red", "green", "blue", "ünïcode tag");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();
  private final Map<String, String> sessions = new LinkedHashMap<>();

  private Event session(Random random, String user, String id) {
    return events.of(
        user,
        new CreateSession(
            new SessionId(id),
            random.nextBoolean() ? null : "Title " + random.nextInt(9) + (char) ('a' + 25),
            random.nextBoolean() ? null : "irc",
            random.nextBoolean() ? null : "import",
            random.nextInt(6) == 0 ? SessionStatus.ARCHIVED : null,
            null,
            TAGS.stream().filter(tag -> random.nextInt(3) == 0).toList(),
            random.nextBoolean() ? null : metadata(random),
            random.nextInt(4) == 0 ? "x-" + random.nextInt(5) : null,
            null));
  }

  private static String metadata(Random random) {
    return "{\"team\":\"t%d\",\"deep\":{\"n\":%d.50,\"ok\":%b},\"list\":[\"a\",%d],\"none\":null}"
        .formatted(random.nextInt(3), random.nextInt(3), random.nextBoolean(), random.nextInt(3));
  }

  private void begin(Random random) {
    for (int user = 0; user < USERS; user++) {
      partition.apply(events.user("u" + user));
    }
    for (int at = 0; at < USERS * SESSIONS; at++) {
      create(random, "s" + at);
    }
    for (int at = 0; at < 150; at++) {
      write(random, "before" + at);
    }
  }

  private void create(Random random, String id) {
    String user = "u" + random.nextInt(USERS);
    // one whose external id is taken is refused
    if (partition.apply(session(random, user, id)).decision() instanceof Decision.Accepted) {
      sessions.put(id, user);
    }
  }

  /** A message, a deletion, another title, or a change that no order sees. */
  private void write(Random random, String id) {
    List<String> ids = new ArrayList<>(sessions.keySet());
    String session = ids.get(random.nextInt(ids.size()));
    String user = sessions.get(session);
    switch (random.nextInt(9)) {
      case 6, 7 -> {
        List<String> left = new ArrayList<>();
        Scans.messages(
            partition,
            new UserId(user),
            new SessionId(session),
            1,
            Long.MAX_VALUE,
            false,
            row -> left.add(row.message().id().value()));
        if (!left.isEmpty()) {
          partition.apply(
              events.deleteMessage(user, session, left.get(random.nextInt(left.size())), null));
        }
      }
      case 8 ->
          partition.apply(
              events.patchSession(
                  user, session, "{\"title\":\"Title " + random.nextInt(9) + "\"}", null));
      case 0 ->
          partition.apply(events.patchSession(user, session, "{\"summary\":\"" + id + "\"}", null));
      case 1 ->
          partition.apply(
              events.message(
                  user, session, id, Role.USER, "of old", 5_000_000L + random.nextInt(9), null));
      default -> partition.apply(events.message(user, session, id, Role.USER, "something"));
    }
  }

  @ParameterizedTest
  @EnumSource(SessionSort.class)
  void aWalkMeetsEverySessionOnceInTheOrderOfTheBeginning(SessionSort sort) {
    for (int seed = 0; seed < 10; seed++) {
      new IndexedSessionsTest().walk(sort, new Random(31L * sort.ordinal() + seed), seed % 2 == 0);
    }
  }

  private void walk(SessionSort sort, Random random, boolean descending) {
    begin(random);
    List<String> expected = naive(null, sort, descending, SessionFilter.LIVE);
    assertThat(expected).hasSizeGreaterThan(USERS * SESSIONS / 2);
    List<String> met = new ArrayList<>();
    SessionRange.From from = null;
    int pages = 0;
    do {
      if (from != null) {
        // also between the look into the index and the look at the rows
        int now = pages;
        partition.beforeScan = () -> write(random, "within" + now);
      }
      SessionPage page =
          page(null, new SessionRange(from, sort, descending, 0, 7, SessionFilter.LIVE));
      page.sessions().forEach(session -> met.add(name(session)));
      from = page.from();
      for (int at = 0; at < random.nextInt(40); at++) {
        write(random, "page" + pages + "-" + at);
      }
      create(random, "new" + pages);
      pages++;
    } while (from != null);
    assertThat(met).as("%s, descending: %s", sort, descending).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPageIsWhatAScanOfAllRowsWouldAnswer(long seed) {
    Random random = new Random(seed);
    begin(random);
    for (int round = 0; round < 60; round++) {
      write(random, "round" + round);
      if (round % 10 == 0) {
        String id = new ArrayList<>(sessions.keySet()).get(random.nextInt(sessions.size()));
        partition.apply(events.patchSession(sessions.get(id), id, change(random), null));
      }
      SessionSort sort = SessionSort.values()[random.nextInt(4)];
      boolean descending = random.nextBoolean();
      UserId user = random.nextBoolean() ? null : new UserId("u" + random.nextInt(USERS));
      SessionFilter filter = filter(random);
      int offset = random.nextInt(5);
      List<String> all = naive(user, sort, descending, filter);
      SessionPage page = page(user, new SessionRange(null, sort, descending, offset, 10, filter));
      List<String> expected =
          all.subList(Math.min(offset, all.size()), Math.min(offset + 10, all.size()));
      assertThat(page.sessions().stream().map(IndexedSessionsTest::name))
          .as("%s %s %s", sort, user, filter)
          .containsExactlyElementsOf(expected);
      assertThat(page.next() != null).isEqualTo(all.size() > offset + 10);
    }
    assertTags();
  }

  private static String change(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "{\"status\":\"deleted\"}";
      case 1 -> "{\"status\":\"archived\",\"tags\":[\"red\"]}";
      case 2 -> "{\"title\":\"Öther\",\"metadata\":{\"team\":\"t9\",\"deep\":null}}";
      default -> "{\"external_id\":null,\"channel\":\"web\",\"status\":\"active\"}";
    };
  }

  private SessionFilter filter(Random random) {
    Set<SessionStatus> statuses =
        switch (random.nextInt(4)) {
          case 0 -> Set.of(SessionStatus.values());
          case 1 -> Set.of(SessionStatus.ARCHIVED, SessionStatus.DELETED);
          default -> Set.of();
        };
    Set<Metadata> metadata =
        switch (random.nextInt(6)) {
          case 0 -> Set.of(new Metadata("team", "t" + random.nextInt(3)));
          case 1 -> Set.of(new Metadata("deep.n", "1.50"), new Metadata("deep.ok", "true"));
          case 2 -> Set.of(new Metadata("list", "a"), new Metadata("list", "2"));
          case 3 -> Set.of(new Metadata("none", "null"));
          default -> Set.of();
        };
    List<Session> rows = allSessions();
    long somewhere = rows.get(random.nextInt(rows.size())).lastActivityMicros();
    return new SessionFilter(
        statuses,
        random.nextInt(3) == 0 ? Set.of("irc", "none") : Set.of(),
        random.nextInt(4) == 0 ? Set.of("import") : Set.of(),
        random.nextInt(3) == 0 ? Set.of(TAGS.get(random.nextInt(4))) : Set.of(),
        metadata,
        random.nextInt(6) == 0 ? Set.of("x-1", "x-2") : Set.of(),
        random.nextInt(4) == 0 ? somewhere : Long.MIN_VALUE,
        random.nextInt(4) == 0 ? somewhere : Long.MAX_VALUE);
  }

  @Test
  void eachCallSeesWhatWasWrittenBeforeIt() {
    Random random = new Random(5);
    begin(random);
    SessionRange first =
        new SessionRange(null, SessionSort.LAST_ACTIVITY, true, 0, 1, SessionFilter.LIVE);
    for (int at = 0; at < 50; at++) {
      String id = List.copyOf(sessions.keySet()).get(random.nextInt(sessions.size()));
      partition.apply(events.message(sessions.get(id), id, "again" + at, Role.USER, "x"));
      assertThat(page(null, first).sessions().getFirst().id().value()).isEqualTo(id);
    }
  }

  @Test
  void aWalkByTitleEndsWhereATitleOfThenIsForgotten() {
    partition.apply(events.user("u"));
    partition.apply(events.session("u", "a", "web"));
    partition.apply(events.session("u", "b", "web"));
    SessionRange range = new SessionRange(null, SessionSort.TITLE, false, 0, 1, SessionFilter.LIVE);
    SessionPage first = page(null, range);
    String second = first.sessions().getFirst().id().value().equals("a") ? "b" : "a";
    for (int at = 0; at < PastTitles.TITLES_MAX; at++) {
      partition.apply(events.patchSession("u", second, "{\"title\":\"0" + at + "\"}", null));
    }
    SessionPage next = page(null, range.from(first.from(), 1));
    assertThat(next.sessions()).extracting(session -> session.id().value()).containsExactly(second);
    partition.apply(events.patchSession("u", second, "{\"title\":\"one more\"}", null));
    assertThat(page(null, range.from(first.from(), 1)).expired()).isTrue();
  }

  @Test
  void aWalkThatTooManyOvertookHasExpired() {
    partition.apply(events.user("u"));
    for (int at = 0; at <= SessionFinds.MOVED_MAX; at++) {
      partition.apply(events.session("u", "s" + at, "web"));
    }
    SessionRange range =
        new SessionRange(null, SessionSort.MESSAGE_COUNT, true, 0, 1, SessionFilter.LIVE);
    SessionRange.From from = page(null, range).from();
    for (int at = 0; at < SessionFinds.MOVED_MAX; at++) {
      partition.apply(events.message("u", "s" + at, "m", Role.USER, "x"));
    }
    assertThat(page(null, range.from(from, 1)).expired()).isFalse();
    partition.apply(events.message("u", "s" + SessionFinds.MOVED_MAX, "m", Role.USER, "x"));
    assertThat(page(null, range.from(from, 1)).expired()).isTrue();
  }

  private void assertTags() {
    for (int number = 0; number < USERS; number++) {
      UserId user = new UserId("u" + number);
      Map<String, Long> counts = new TreeMap<>();
      for (Session session : allSessions()) {
        if (session.owner().equals(user) && session.status() != SessionStatus.DELETED) {
          session.tags().forEach(tag -> counts.merge(tag, 1L, Long::sum));
        }
      }
      List<TagPage.Tag> met = new ArrayList<>();
      TagPage page;
      do {
        page =
            ((Lookup.Found<TagPage>)
                    ReadSwitch.answer(
                        partition,
                        0,
                        0,
                        new Read.ListTags(user, met.isEmpty() ? null : met.getLast(), 2)))
                .value();
        met.addAll(page.items());
      } while (page.more());
      assertThat(met).isSortedAccordingTo(TagPage.Tag.ORDER).hasSameSizeAs(counts.keySet());
      met.forEach(tag -> assertThat(tag.sessions()).isEqualTo(counts.get(tag.name())));
    }
  }

  private SessionPage page(UserId user, SessionRange range) {
    return new IndexedSessions(partition, partition.rows(), 0, user, range).page();
  }

  private List<String> naive(
      UserId user, SessionSort sort, boolean descending, SessionFilter filter) {
    return allSessions().stream()
        .filter(session -> user == null || session.owner().equals(user))
        .filter(filter::admits)
        .filter(session -> filter.admits(session.lastActivityMicros()))
        .sorted(
            Comparator.comparing(
                session -> SessionPlace.of(sort, session), SessionPlace.order(descending)))
        .map(IndexedSessionsTest::name)
        .toList();
  }

  private List<Session> allSessions() {
    List<Session> all = new ArrayList<>();
    sessions.forEach(
        (id, user) ->
            all.add(partition.rows().session(new UserId(user), new SessionId(id)).session()));
    return all;
  }

  private static String name(Session session) {
    return session.owner() + "/" + session.id();
  }
}
