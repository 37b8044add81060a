package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.Embedding;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.DocumentChunk;
import io.chatlog.view.Message;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchShape.Facet;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.SearchShape.Order;
import io.chatlog.view.SearchType;
import io.chatlog.view.Session;
import io.chatlog.view.SimilarQuery;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a user finds does not depend on who else is there: two worlds hold the same of one user and
 * something else of others, in the same sessions by name, of the same words and more. Every page of
 * every search must say the same in both: text, order, scores, highlights, totals, groups, facets.
 */
class TenantIsolationTest {
  private static final String[] WORDS = {
    "kernel", "panic", "driver", "wireless", "card", "apt-get", "日本語", "كتاب", "👍", "running"
  };
  private static final String[] OF_OTHERS = {
    "kernal", "kernels", "kerner", "panics", "wirelesses", "secret", "cardinal", "runner", "drivel"
  };
  private static final String[] CHANNELS = {"web", "irc"};

  /** What one user has, and what others have between it. */
  private static Corpus world(long ofUser, long ofOthers) {
    Random own = new Random(ofUser);
    Random others = new Random(ofOthers);
    Corpus corpus = Corpus.inMemory();
    List<MessageRow> said = new ArrayList<>();
    for (int step = 0; step < 60; step++) {
      for (int other = others.nextInt(4); other >= 0; other--) {
        act(corpus, "v" + others.nextInt(3), others, OF_OTHERS, new ArrayList<>());
      }
      act(corpus, "u", own, new String[] {"mine"}, said);
      if (others.nextInt(8) == 0) {
        corpus.index.refresh(); // another segment
      }
    }
    return corpus;
  }

  private static void act(
      Corpus corpus, String user, Random random, String[] more, List<MessageRow> said) {
    String session = "s" + random.nextInt(3);
    switch (random.nextInt(12)) {
      case 0 ->
          corpus.change(
              user,
              session,
              CHANNELS[random.nextInt(2)],
              null,
              random.nextInt(6) == 0 ? SessionStatus.DELETED : SessionStatus.ACTIVE);
      case 1 -> {
        if (!said.isEmpty()) {
          corpus.delete(said.remove(random.nextInt(said.size())));
        }
      }
      case 2 -> {
        DocumentRow row =
            corpus.upload(
                user, session, "d" + random.nextInt(3), text(random, more), text(random, more));
        corpus.index.apply(row, 1, corpus.chunk(row, 1), Embedding.of(vector(random)));
      }
      case 3 -> {
        corpus.change(user, session, CHANNELS[random.nextInt(2)], null, SessionStatus.ACTIVE);
        corpus.embedSession(user, session, vector(random));
      }
      default -> {
        MessageRow row =
            corpus.say(
                user,
                session,
                Role.ofOrdinal(random.nextInt(Role.count())),
                text(random, more),
                random.nextInt(1_000) * 1_000_000_000L);
        said.add(random.nextBoolean() ? row : corpus.embed(row, vector(random)));
      }
    }
  }

  private static String text(Random random, String[] more) {
    StringBuilder text = new StringBuilder();
    for (int words = 1 + random.nextInt(5); words > 0; words--) {
      text.append(random.nextInt(3) == 0 ? pick(more, random) : pick(WORDS, random)).append(' ');
    }
    return text.toString();
  }

  private static String pick(String[] some, Random random) {
    return some[random.nextInt(some.length)];
  }

  private static float[] vector(Random random) {
    return new float[] {random.nextInt(5) - 2, random.nextInt(5) - 2, 1};
  }

  private static String query(Random random) {
    StringBuilder query = new StringBuilder();
    for (int clauses = 1 + random.nextInt(3); clauses > 0; clauses--) {
      String word = pick(random.nextInt(4) == 0 ? OF_OTHERS : WORDS, random);
      query.append(
          switch (random.nextInt(8)) {
            case 0 -> "+" + word;
            case 1 -> "-" + word;
            case 2 -> "\"" + word + " " + pick(WORDS, random) + "\"";
            case 3 -> word.substring(0, Math.min(3, word.length())) + "*";
            case 4 -> word + "~";
            default -> word;
          });
      query.append(' ');
    }
    return query.toString();
  }

  private static SearchQuery search(Random random, boolean similar) {
    Set<SearchType> types = EnumSet.noneOf(SearchType.class);
    for (SearchType type : SearchType.values()) {
      if (random.nextInt(3) == 0 && (similar || type != SearchType.SESSION)) {
        types.add(type);
      }
    }
    SearchFilter all = SearchFilter.ALL;
    return new SearchQuery(
        query(random),
        new SearchFilter(
            types,
            random.nextInt(3) == 0 ? Set.of(new SessionId("s" + random.nextInt(3))) : Set.of(),
            random.nextInt(3) == 0 ? Set.of(Role.ofOrdinal(random.nextInt(4))) : Set.of(),
            random.nextInt(3) == 0 ? Set.of(pick(CHANNELS, random)) : Set.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            random.nextInt(3) == 0 ? random.nextInt(1_000) * 1_000_000_000L : all.sinceMicros(),
            all.untilMicros()),
        new SearchShape(
            random.nextInt(3) == 0 ? Order.TIME : Order.RELEVANCE,
            random.nextInt(3) == 0 ? Group.values()[random.nextInt(2)] : null,
            random.nextBoolean() ? EnumSet.allOf(Facet.class) : Set.of()),
        random.nextInt(3) == 0 ? 0.3f : 0,
        true,
        4,
        0,
        null);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aUserFindsTheSameWhoeverElseIsThere(long seed) {
    Corpus here = world(seed, 1_000 + seed);
    Corpus there = world(seed, 2_000 + seed);
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 80; round++) {
      SearchQuery query = search(random, round % 4 == 0);
      Embedding wanted = round % 4 == 0 ? Embedding.of(vector(random)) : null;
      List<String> seen = walk(here, query, wanted);
      assertThat(walk(there, query, wanted)).as("seed %d, %s", seed, query).isEqualTo(seen);
      found += seen.size() - 1;
    }
    assertThat(found).isGreaterThan(50);
  }

  /** A first page finds words where it counted them, a later one looks for them in postings. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void whatIsFoundByCountingIsWhatPostingsHold(long seed) {
    Corpus corpus = world(seed, 1_000 + seed);
    corpus.index.refresh();
    UserId user = new UserId("u");
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 200; round++) {
      SearchQuery query = mixed(random);
      SearchPage counted = corpus.page("u", query);
      SearchPage inPostings = corpus.index.search(user, query, counted.collection(), corpus);
      assertThat(contents(inPostings)).as("seed %d, %s", seed, query).isEqualTo(contents(counted));
      found += counted.hits().size();
    }
    assertThat(found).isGreaterThan(100);
  }

  /** Clauses of all kinds beside each other, whose scores are added up. */
  private static SearchQuery mixed(Random random) {
    SearchQuery any = search(random, false);
    return new SearchQuery(
        query(random) + query(random),
        any.filter(),
        any.shape(),
        any.minScore(),
        true,
        40,
        0,
        null);
  }

  private static List<String> contents(SearchPage page) {
    List<String> contents = new ArrayList<>();
    page.hits().forEach(hit -> contents.add(said(hit)));
    contents.add(page.total() + " " + page.more() + " " + page.facets().values());
    return contents;
  }

  /** Every page, to the end. */
  private static List<String> walk(Corpus corpus, SearchQuery first, Embedding wanted) {
    UserId user = new UserId("u");
    corpus.index.refresh();
    List<String> seen = new ArrayList<>();
    SearchQuery query = first;
    while (true) {
      SearchPage page =
          wanted == null
              ? corpus.page("u", query)
              : corpus.index.similar(user, new SimilarQuery(query, wanted), corpus);
      page.hits().forEach(hit -> seen.add(said(hit)));
      seen.add(page.total() + " " + page.facets().values());
      if (!page.more()) {
        return seen;
      }
      query =
          new SearchQuery(
              first.text(),
              first.filter(),
              first.shape(),
              first.minScore(),
              true,
              first.limit(),
              0,
              page.hits().getLast().place());
    }
  }

  private static String said(SearchHit hit) {
    UserId owner =
        switch (hit.found()) {
          case Message message -> message.owner();
          case DocumentChunk chunk -> chunk.document().owner();
          case Session session -> session.owner();
        };
    String text =
        switch (hit.found()) {
          case Message message -> message.content();
          case DocumentChunk chunk -> chunk.document().id() + " " + chunk.text();
          case Session session -> session.id().value();
        };
    assertThat(owner.value()).isEqualTo("u");
    return String.join(
        " | ",
        text,
        hit.sessionTitle(),
        String.valueOf(hit.relevance()),
        String.valueOf(hit.rawScore()),
        String.valueOf(hit.similarity()),
        String.valueOf(hit.highlights()),
        String.valueOf(hit.groupHits()));
  }
}
