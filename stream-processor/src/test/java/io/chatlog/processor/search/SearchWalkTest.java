package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.Embedding;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.UserId;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.SearchShape.Order;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Walks over pages while messages come and go: whatever stands at the first page is met once and in
 * its order. The model is the whole ranking of then, in one page.
 */
class SearchWalkTest {
  private static final int WALKS = 24;
  private static final int MESSAGES = 150;

  /**
   * After so many pages nothing more comes: a walk whose hits come faster than it goes has no end.
   */
  private static final int CHANGES_MAX = 4;

  private static final List<String> QUERIES =
      List.of(
          longQuery(),
          "wake",
          "wake +wade wafer -water",
          "\"wake wade\" wade",
          "wak* wafer",
          "wakers~",
          "wakers~ waders~ wake",
          "-wake");

  private final Random random = new Random(17);
  private final List<MessageRow> there = new ArrayList<>();
  private Corpus corpus = Corpus.inMemory();

  /** More words than a query counts, of twenty letters. */
  private static String longQuery() {
    StringBuilder query = new StringBuilder("wake wade");
    for (int word = 0; word < 70; word++) {
      query.append(' ').append("abcdefghijklmnopqrst".substring(0, 19)).append((char) ('a' + word));
    }
    return query.toString();
  }

  /** One of hundreds of words, many of them alike; new ones come all the time. */
  private String word() {
    return switch (random.nextInt(4)) {
      case 0 -> "wake";
      case 1 -> List.of("wade", "wafer", "water").get(random.nextInt(3));
      case 2 -> "wa" + (char) ('a' + random.nextInt(26)) + "ers";
      default ->
          "wa" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + "rs";
    };
  }

  private String words(int most) {
    StringBuilder content = new StringBuilder(word());
    for (int more = random.nextInt(most); more > 0; more--) {
      content.append(' ').append(word());
    }
    return content.toString();
  }

  private void say() {
    String user = "u" + random.nextInt(2);
    there.add(corpus.say(user, "s" + random.nextInt(25), words(5), number(), number(), number()));
  }

  /** Other words, fewer or more of them; some get a vector again. */
  private void edit() {
    int which = random.nextInt(there.size());
    MessageRow edited = corpus.edit(there.get(which), words(random.nextBoolean() ? 2 : 20));
    there.set(
        which, random.nextBoolean() ? corpus.embed(edited, number(), number(), number()) : edited);
  }

  private float number() {
    return 0.1f + random.nextInt(9);
  }

  private void change() {
    for (int come = random.nextInt(60); come > 0; come--) {
      say();
      if (random.nextInt(30) == 0) {
        corpus.index.refresh(); // another segment
      }
    }
    for (int edits = random.nextInt(40); edits > 0; edits--) {
      edit();
      if (random.nextInt(30) == 0) {
        corpus.index.refresh();
      }
    }
    for (int go = random.nextInt(8); go > 0; go--) {
      corpus.delete(there.remove(random.nextInt(there.size())));
    }
    if (random.nextInt(40) == 0) {
      corpus.index.merge();
    }
  }

  private SearchQuery query(@Nullable Group group, int limit) {
    return new SearchQuery(
        QUERIES.get(random.nextInt(QUERIES.size())),
        SearchFilter.ALL,
        new SearchShape(random.nextInt(4) == 0 ? Order.TIME : Order.RELEVANCE, group, Set.of()),
        random.nextInt(4) == 0 ? 0.2f : 0,
        false,
        limit,
        0,
        null);
  }

  private static SearchQuery behind(SearchQuery query, SearchQuery.After place, int limit) {
    return new SearchQuery(
        query.text(), query.filter(), query.shape(), query.minScore(), false, limit, 0, place);
  }

  /** What a cursor carries of statistics. */
  private static TermStatistics carried(TermStatistics collection) {
    List<Long> frequencies = new ArrayList<>();
    Map<Integer, Set<Integer>> marks = new HashMap<>();
    for (String name : collection.names()) {
      marks.put(frequencies.size(), collection.marks(name));
      frequencies.add(collection.docFreq().get(name));
    }
    return TermStatistics.inOrder(
        collection.docCount(), collection.sumTotalTermFreq(), frequencies, marks);
  }

  /** One page of a ranking; null statistics for those of now. */
  private interface Ranking {
    SearchPage page(SearchQuery query, @Nullable TermStatistics collection);
  }

  private Ranking byWords(@Nullable UserId user) {
    return (query, collection) -> corpus.index.search(user, query, collection, corpus);
  }

  private Ranking byVector(@Nullable UserId user) {
    Embedding wanted = Embedding.of(new float[] {number(), number(), number()});
    return (query, _) -> corpus.index.similar(user, new SimilarQuery(query, wanted), corpus);
  }

  private Ranking ranking(int walk) {
    UserId user = random.nextBoolean() ? null : new UserId("u0");
    return walk % 3 == 0 ? byVector(user) : byWords(user);
  }

  private void fill() {
    corpus = Corpus.inMemory();
    there.clear();
    while (there.size() < MESSAGES) {
      say();
    }
  }

  private Positions now() {
    return Positions.of(new Position(0, corpus.end()));
  }

  private static List<Long> offsets(List<SearchHit> hits) {
    return hits.stream().map(hit -> hit.place().offset()).toList();
  }

  private boolean saysWhatItSaysNow(SearchHit hit) {
    MessageRow row =
        corpus.message(hit.message().owner(), hit.message().session(), hit.message().seq());
    return row != null && row.message().equals(hit.message());
  }

  private Set<Long> standing() {
    Set<Long> standing = new HashSet<>();
    there.forEach(row -> standing.add(row.offset()));
    return standing;
  }

  @Test
  void aWalkMeetsWhatWasThereOnceInTheOrderOfItsFirstPage() {
    for (int walk = 0; walk < WALKS; walk++) {
      fill();
      corpus.index.refresh();
      Ranking ranking = ranking(walk);
      SearchQuery query = query(null, 1_000);
      SearchPage first = ranking.page(query, null);
      List<Long> model = offsets(first.hits());
      TermStatistics collection = first.collection() == null ? null : carried(first.collection());
      SearchQuery asOf = query.asOf(now());
      List<Long> met = new ArrayList<>();
      int limit = 8 + random.nextInt(40);
      SearchPage page = ranking.page(behind(query, null, limit), null);
      met.addAll(offsets(page.hits()));
      for (int pages = 1; page.more(); pages++) {
        if (pages <= CHANGES_MAX) {
          change();
          corpus.index.refresh();
        }
        SearchQuery.After place = page.hits().getLast().place();
        page = ranking.page(behind(asOf, place, limit), collection);
        met.addAll(offsets(page.hits()));
        assertThat(page.hits()).allMatch(this::saysWhatItSaysNow);
      }
      Set<Long> standing = standing();
      met.retainAll(Set.copyOf(model));
      assertThat(met).as(query.text()).doesNotHaveDuplicates().isSubsetOf(model);
      assertThat(met.stream().filter(standing::contains).toList())
          .as(query.text())
          .isEqualTo(model.stream().filter(standing::contains).toList());
      assertThat(met).isEqualTo(model.stream().filter(met::contains).toList());
    }
  }

  @Test
  void theBestAsOfAPositionStayWhateverComes() {
    for (int walk = 0; walk < WALKS; walk++) {
      fill();
      corpus.index.refresh();
      Ranking ranking = ranking(walk);
      SearchQuery query = query(null, 1_000);
      SearchPage first = ranking.page(query, null);
      List<Long> model = offsets(first.hits());
      Positions asOf = now();
      for (int page = 0; page < 2; page++) {
        change();
        corpus.index.refresh();
        Set<Long> standing = standing();
        SearchQuery best = behind(query, null, 50).asOf(asOf);
        SearchPage found =
            ranking.page(best, first.collection() == null ? null : carried(first.collection()));
        assertThat(offsets(found.hits()))
            .as(query.text())
            .isEqualTo(model.stream().filter(standing::contains).limit(50).toList());
      }
    }
  }

  @Test
  void groupsAsOfAPositionAreMetOnce() {
    for (int walk = 0; walk < WALKS / 4; walk++) {
      fill();
      corpus.index.refresh();
      Ranking ranking = ranking(walk);
      SearchQuery query = query(Group.SESSION, 1_000);
      SearchPage first = ranking.page(query, null);
      List<Long> model = offsets(first.hits());
      TermStatistics collection = first.collection() == null ? null : carried(first.collection());
      SearchQuery asOf = query.asOf(now());
      List<Long> met = new ArrayList<>();
      SearchPage page = ranking.page(behind(query, null, 3), null);
      met.addAll(offsets(page.hits()));
      while (page.more()) {
        if (met.size() < 30) {
          say();
          say();
          edit();
          edit();
          corpus.index.refresh();
        }
        SearchQuery.After place = page.hits().getLast().place();
        page = ranking.page(behind(asOf, place, 3), collection);
        met.addAll(offsets(page.hits()));
      }
      assertThat(met).as(query.text()).isEqualTo(model);
    }
  }

  @Test
  void nothingIsFoundOfAPartitionThatAPositionDoesNotName() {
    fill();
    corpus.index.refresh();
    SearchQuery query = behind(query(null, 9), null, 9);
    for (Positions positions :
        List.of(Positions.of(new Position(1, 1_000)), Positions.nothingOf(0))) {
      assertThat(byWords(null).page(query.asOf(positions), null).hits()).isEmpty();
      assertThat(byVector(null).page(query.asOf(positions), null).hits()).isEmpty();
    }
    corpus.upload("u0", "s0", "d", "wake of a document");
    corpus.say("u0", "s0", Role.USER, "behind it", 0);
    corpus.index.refresh();
    long uploaded = there.getLast().offset() + 1;
    SearchQuery document = Corpus.query("+wake +document");
    for (long offset : new long[] {uploaded - 1, uploaded}) {
      Positions asOf = Positions.of(new Position(0, offset));
      assertThat(byWords(null).page(document.asOf(asOf), null).hits())
          .hasSize(offset == uploaded ? 1 : 0);
    }
  }
}
