package io.chatlog.processor.search;

import static io.chatlog.processor.search.Corpus.contents;
import static io.chatlog.processor.search.Corpus.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.junit.jupiter.api.Test;

final class SearchIndexTest {
  private static final String[] USERS = {"ada", "ad", "ada2", "bob", "[bob]`"};
  private static final String[] SESSIONS = {"s", "s1", "room"};
  private static final String[] WORDS = {"kernel", "panic", "boot", "disk", "grub", "the"};
  private static final String[] CHANNELS = {"web", "irc", "mail"};

  @Test
  void bestFirstThenOldestFirst() {
    Corpus corpus = Corpus.inMemory();
    corpus.say("kernel boot");
    corpus.say("kernel panic");
    corpus.say("panic kernel");
    corpus.say("kernel boot");
    SearchPage page = corpus.page("u", query("kernel panic"));
    assertThat(contents(page))
        .containsExactly("kernel panic", "panic kernel", "kernel boot", "kernel boot");
    assertThat(page.hits()).extracting(hit -> hit.place().offset()).containsExactly(1L, 2L, 0L, 3L);
    assertThat(page.hits().getFirst().sessionTitle()).isEqualTo("title of s");
    assertThat(page.total()).isEqualTo(4);
    assertThat(page.totalIsExact()).isTrue();
    assertThat(page.more()).isFalse();
  }

  @Test
  void totalsAreExactButForManyHitsOfOneOfSeveralWords() {
    Corpus corpus = Corpus.inMemory();
    int many = UserTerms.WHOLE_MAX + 500; // what is counted whole is known anyhow
    for (int message = 0; message < many; message++) {
      corpus.say("kernel panic " + "at boot ".repeat(message % 7));
    }
    for (String text : List.of("kernel", "+kernel +panic", "\"kernel panic\"", "ker*", "-disk")) {
      SearchPage page = corpus.page("u", query(text));
      assertThat(page.total()).as(text).isEqualTo(many);
      assertThat(page.totalIsExact()).as(text).isTrue();
    }
    SearchPage page = corpus.page("u", query("kernel panic"));
    assertThat(page.total()).isBetween((long) HitCollection.TOTAL_OF_MANY_EXACT_MAX, (long) many);
    assertThat(page.totalIsExact()).isFalse();
    assertThat(page.more()).isTrue();
    assertThat(corpus.page("u", query("disk kernel")).hits()).hasSameSizeAs(page.hits());
  }

  @Test
  void theFirstMessageOfAnotherUserChangesNothing() {
    Corpus corpus = Corpus.inMemory();
    String[] words = {"alpha", "alphb", "bravo", "brave", "foxtrot"};
    List<MessageRow> said = new ArrayList<>();
    for (int message = 0; message < 120; message++) {
      String word = words[message % 5];
      String other = words[(message * 7 + message / 5) % 5];
      said.add(corpus.say((word + " ").repeat(1 + message % 3) + other));
    }
    for (int gone = 3; gone < said.size(); gone += 4) {
      corpus.delete(said.get(gone));
    }
    List<String> texts = List.of("+alpha bra*", "alp* foxtrot", "alpha", "bravp~ alphb");
    List<List<SearchHit>> alone =
        texts.stream().map(text -> corpus.page("u", query(text)).hits()).toList();
    corpus.say("v", "s", Role.USER, "hello", 0);
    for (int at = 0; at < texts.size(); at++) {
      assertThat(corpus.page("u", query(texts.get(at))).hits())
          .as(texts.get(at))
          .isNotEmpty()
          .isEqualTo(alone.get(at));
    }
  }

  @Test
  void documentsWithoutWordsHaveALengthAndAreNotCounted() throws IOException {
    Corpus corpus = Corpus.inMemory();
    corpus.say("kernel panic");
    corpus.say("");
    corpus.say("v", "s", Role.USER, "another's", 0); // so that the user's own are counted
    corpus.change("u", "s", "web", null, SessionStatus.ACTIVE); // writes the session
    TermStatistics terms = corpus.page("u", query("kernel")).collection();
    assertThat(terms).isNotNull();
    assertThat(terms.docCount()).isEqualTo(1);
    assertThat(terms.sumTotalTermFreq()).isEqualTo(2);
    try (IndexView view = corpus.index.view(true)) {
      for (LeafReaderContext segment : view.reader().leaves()) {
        assertThat(segment.reader().getNormValues(IndexFields.TEXT).cost())
            .isEqualTo(segment.reader().maxDoc());
      }
    }
  }

  @Test
  void relevanceIsTheScoreAsAShareOfTheHighest() {
    Corpus corpus = Corpus.inMemory();
    corpus.say("kernel panic");
    corpus.say("kernel " + "filler ".repeat(50));
    corpus.say("panic panic panic panic panic panic panic panic panic panic");
    for (int other = 0; other < 50; other++) {
      corpus.say("something else entirely " + other);
    }
    for (String text : List.of("kernel panic", "kernel", "\"kernel panic\"", "ker*", "kernle~")) {
      SearchPage page = corpus.page("u", query(text));
      assertThat(page.hits()).as(text).isNotEmpty();
      float before = Float.MAX_VALUE;
      for (SearchHit hit : page.hits()) {
        assertThat(hit.relevance()).isBetween(0f, 1f);
        assertThat(hit.relevance()).isPositive();
        assertThat(hit.relevance()).isLessThanOrEqualTo(before);
        before = hit.relevance();
      }
      float floor = page.hits().getLast().relevance();
      SearchQuery all = query(text);
      assertThat(corpus.page("u", withMinScore(all, floor)).total()).isEqualTo(page.total());
      assertThat(corpus.page("u", withMinScore(all, Math.nextUp(floor))).total())
          .isLessThan(page.total());
    }
    float full = corpus.page("u", query("kernel panic")).hits().getFirst().relevance();
    assertThat(full).isGreaterThan(0.6f);
    float half = corpus.page("u", query("kernel unheardof")).hits().getFirst().relevance();
    assertThat(half).isLessThan(0.5f);
  }

  private static SearchQuery withMinScore(SearchQuery query, float minScore) {
    return new SearchQuery(
        query.text(),
        query.filter(),
        query.shape(),
        minScore,
        query.highlight(),
        query.limit(),
        query.offset(),
        query.after());
  }

  @Test
  void pagesNeitherRepeatNorSkip() {
    Random random = new Random(11);
    Corpus corpus = Corpus.inMemory();
    for (int message = 0; message < 500; message++) {
      StringBuilder content = new StringBuilder();
      for (int word = 0; word <= random.nextInt(4); word++) {
        content.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
      }
      corpus.say(content + ".");
      if (random.nextInt(40) == 0) {
        corpus.index.refresh(); // several segments
      }
    }
    for (String text :
        List.of("kernel panic the", "kern*", "-panic", "+the disk~", "\"disk grub\"")) {
      SearchPage whole = corpus.page("u", query(text, 1_000, 0, null));
      assertThat(whole.more()).isFalse();
      for (int limit : new int[] {1, 7, 100}) {
        List<Long> seen = new ArrayList<>();
        SearchQuery.After after = null;
        boolean more = true;
        while (more) {
          SearchPage page = corpus.page("u", query(text, limit, 0, after));
          page.hits().forEach(hit -> seen.add(hit.place().offset()));
          assertThat(page.total()).isEqualTo(whole.total());
          more = page.more();
          if (more) {
            assertThat(page.hits()).hasSize(limit);
            after = page.hits().getLast().place();
          }
        }
        assertThat(seen)
            .as(text)
            .isEqualTo(whole.hits().stream().map(hit -> hit.place().offset()).toList());
        SearchPage third = corpus.page("u", query(text, limit, 2 * limit, null));
        assertThat(third.hits().stream().map(hit -> hit.place().offset()).toList())
            .isEqualTo(
                seen.subList(Math.min(2 * limit, seen.size()), Math.min(3 * limit, seen.size())));
      }
    }
  }

  @Test
  void placesOfOtherPartitionsAreUnderstood() {
    SearchIndex first = SearchIndex.inMemory(1);
    Corpus corpus = new Corpus(first);
    corpus.say("kernel");
    corpus.say("kernel");
    float score = corpus.page("u", query("kernel")).hits().getFirst().rawScore();
    assertThat(corpus.page("u", query("kernel", 9, 0, new SearchQuery.After(score, 0, 77))).hits())
        .as("a smaller partition's place: all of the same score follow")
        .hasSize(2);
    assertThat(corpus.page("u", query("kernel", 9, 0, new SearchQuery.After(score, 2, 0))).hits())
        .as("a larger partition's place: all of the same score went before")
        .isEmpty();
    assertThat(corpus.page("u", query("kernel", 9, 0, new SearchQuery.After(score, 1, 0))).hits())
        .hasSize(1);
  }

  @Test
  void partitionsWithSharedStatisticsScoreAsOne() {
    Corpus one = Corpus.inMemory();
    Corpus left = new Corpus(SearchIndex.inMemory(0));
    Corpus right = new Corpus(SearchIndex.inMemory(1));
    Random random = new Random(5);
    for (int message = 0; message < 300; message++) {
      String content =
          WORDS[random.nextInt(WORDS.length)] + " " + WORDS[random.nextInt(WORDS.length)];
      one.say(content);
      (message % 5 == 0 ? left : right).say(content);
    }
    right.say("onlyhere");
    one.say("onlyhere");
    List.of(one, left, right).forEach(corpus -> corpus.index.refresh());
    for (String text : List.of("kernel panic", "onlyhere grub", "\"the disk\"", "+boot -the")) {
      TermStatistics collection =
          left.index.termStatistics(text).plus(right.index.termStatistics(text));
      assertThat(collection).isEqualTo(one.index.termStatistics(text));
      List<Float> whole = scores(one.index.search(null, query(text, 400, 0, null), null, one));
      List<Float> parts =
          scores(left.index.search(null, query(text, 400, 0, null), collection, left));
      parts.addAll(scores(right.index.search(null, query(text, 400, 0, null), collection, right)));
      parts.sort(Comparator.reverseOrder());
      assertThat(parts).hasSameSizeAs(whole);
      for (int at = 0; at < whole.size(); at++) {
        assertThat(parts.get(at)).isCloseTo(whole.get(at), within(1e-5f));
      }
    }
  }

  private static List<Float> scores(SearchPage page) {
    List<Float> scores = new ArrayList<>();
    page.hits().forEach(hit -> scores.add(hit.rawScore()));
    return scores;
  }

  @Test
  void aSearchSeesWhatItWantsAndSaysWhatItSees() {
    Corpus corpus = Corpus.inMemory();
    SearchIndex index = corpus.index;
    long seen = 0;
    for (long offset = 0; offset < 2_000; offset++) {
      corpus.say("kernel");
      long wanted = offset % 7 == 0 ? offset : -1;
      seen = index.show(offset, wanted);
      assertThat(seen).isBetween(wanted, offset);
      if (offset % 97 == 0) {
        // one word of one user: counted far enough
        long found =
            index.search(new UserId("u"), query("kernel", 1, 0, null), null, corpus).total();
        assertThat(found).as("what was said to be seen").isGreaterThanOrEqualTo(seen + 1);
      }
    }
    assertThat(index.show(1_999, 1_999)).isEqualTo(1_999);
    assertThat(index.search(null, query("kernel", 1, 0, null), null, corpus).total())
        .isGreaterThanOrEqualTo(1_000);
    assertThat(index.show(1_500, 1_400)).as("never back").isEqualTo(1_999);
  }

  @Test
  void sessionsAreFollowedWithoutTheirMessages() {
    Corpus corpus = Corpus.inMemory();
    corpus.change("u", "s", "web", null, SessionStatus.ACTIVE);
    corpus.say("kernel one");
    corpus.index.refresh();
    corpus.say("kernel two");
    corpus.change("u", "s", "irc", "gateway", SessionStatus.ACTIVE);
    corpus.say("kernel three");
    assertThat(contents(corpus.page("u", filtered(Set.of(), Set.of("irc"), Set.of("gateway")))))
        .hasSize(3);
    assertThat(corpus.page("u", filtered(Set.of(), Set.of("web"), Set.of())).total()).isZero();
    corpus.change("u", "s", "irc", "gateway", SessionStatus.DELETED);
    assertThat(corpus.page("u", query("kernel")).total()).isZero();
    assertThat(corpus.page(null, query("kernel")).total()).isZero();
    corpus.change("u", "s", "mail", null, SessionStatus.ARCHIVED);
    assertThat(corpus.page("u", filtered(Set.of(), Set.of("mail"), Set.of())).total()).isEqualTo(3);
  }

  @Test
  void rowsHaveTheLastWord() {
    Corpus corpus = Corpus.inMemory();
    List<MessageRow> rows = new ArrayList<>();
    for (int message = 0; message < 30; message++) {
      rows.add(corpus.say("kernel"));
    }
    for (int gone = 0; gone < 10; gone++) {
      corpus.messages.values().remove(rows.get(gone)); // the index has not heard of it
    }
    SearchPage page = corpus.page("u", query("kernel", 5, 0, null));
    assertThat(page.hits())
        .extracting(hit -> hit.place().offset())
        .containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(page.more()).isTrue();
    corpus.sessions.put(
        "u\0s", Corpus.row("u", "s", "web", null, SessionStatus.DELETED, 1)); // nor of this
    assertThat(corpus.page("u", query("kernel")).hits()).isEmpty();
  }

  private static SearchQuery filtered(
      Set<SessionId> sessions, Set<String> channels, Set<String> sources) {
    return new SearchQuery(
        "kernel",
        sessions,
        Set.of(),
        channels,
        sources,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        0,
        false,
        100,
        0,
        null);
  }

  @Test
  void everyFilterAgreesWithANaiveModelAndNobodySeesAnother() {
    for (long seed = 1; seed <= 20; seed++) {
      Random random = new Random(seed);
      Corpus corpus = Corpus.inMemory();
      List<MessageRow> all = history(corpus, random);
      for (int round = 0; round < 60; round++) {
        String user = random.nextInt(4) == 0 ? null : pick(USERS, random);
        SearchQuery query = randomQuery(random);
        Set<Long> expected = new HashSet<>();
        for (MessageRow row : all) {
          if (corpus.messages.containsValue(row) && matches(corpus, row, user, query)) {
            expected.add(row.offset());
          }
        }
        SearchPage page = corpus.page(user, query);
        Set<Long> found = new HashSet<>();
        for (SearchHit hit : page.hits()) {
          assertThat(user == null || hit.message().owner().equals(new UserId(user)))
              .as("seed %d: a message of %s for %s", seed, hit.message().owner(), user)
              .isTrue();
          found.add(hit.place().offset());
        }
        assertThat(found).as("seed %d, user %s, %s", seed, user, query).isEqualTo(expected);
        assertThat(page.total()).isEqualTo(expected.size());
      }
    }
  }

  private static List<MessageRow> history(Corpus corpus, Random random) {
    List<MessageRow> all = new ArrayList<>();
    for (int step = 0; step < 150; step++) {
      String user = pick(USERS, random);
      String session = pick(SESSIONS, random);
      switch (random.nextInt(10)) {
        case 0 ->
            corpus.change(
                user,
                session,
                pick(CHANNELS, random),
                random.nextBoolean() ? null : pick(CHANNELS, random),
                SessionStatus.values()[random.nextInt(SessionStatus.values().length)]);
        case 1 -> {
          if (!all.isEmpty()) {
            corpus.delete(all.get(random.nextInt(all.size())));
          }
        }
        case 2 -> corpus.index.refresh();
        default -> {
          String content = pick(WORDS, random) + " " + pick(WORDS, random);
          Role role = Role.ofOrdinal(random.nextInt(Role.count()));
          boolean deleted =
              corpus.sessions.containsKey(user + '\0' + session)
                  && corpus.sessions.get(user + '\0' + session).session().status()
                      == SessionStatus.DELETED;
          if (!deleted) { // the fold refuses it
            all.add(corpus.say(user, session, role, content, random.nextInt(100)));
          }
        }
      }
    }
    return all;
  }

  private static SearchQuery randomQuery(Random random) {
    long since = random.nextBoolean() ? Long.MIN_VALUE : random.nextInt(100);
    long until = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(100);
    return new SearchQuery(
        pick(WORDS, random) + " " + pick(WORDS, random),
        random.nextBoolean() ? Set.of() : Set.of(new SessionId(pick(SESSIONS, random))),
        random.nextBoolean() ? Set.of() : Set.of(Role.ofOrdinal(random.nextInt(Role.count()))),
        random.nextBoolean() ? Set.of() : Set.of(pick(CHANNELS, random)),
        random.nextInt(4) > 0 ? Set.of() : Set.of(pick(CHANNELS, random)),
        since,
        until,
        0,
        false,
        1_000,
        0,
        null);
  }

  private static boolean matches(Corpus corpus, MessageRow row, String user, SearchQuery query) {
    var message = row.message();
    var session = corpus.session(message.owner(), message.session()).session();
    return (user == null || message.owner().value().equals(user))
        && session.status() != SessionStatus.DELETED
        && List.of(query.text().split(" ")).stream()
            .anyMatch(word -> List.of(message.content().split(" ")).contains(word))
        && query.filter().admits(session)
        && query.filter().admits(message);
  }

  private static String pick(String[] values, Random random) {
    return values[random.nextInt(values.length)];
  }
}
