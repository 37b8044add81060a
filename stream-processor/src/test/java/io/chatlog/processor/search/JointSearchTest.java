package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.SessionVectorRow;
import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import io.chatlog.value.Positions;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Read;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SearchShape.Order;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Partitions searched together give what they give apart, whichever page is asked for. */
class JointSearchTest {
  private static final String[] WORDS = {"kernel", "panic", "the", "disk", "boot", "grub", "fails"};
  private static final String[] QUERIES = {
    "kernel panic",
    "\"the disk\"",
    "+boot -the",
    "gr*",
    "kernle~",
    "fails grub",
    "-kernel",
    "absent"
  };
  private static final SearchFilter ALL = SearchFilter.ALL;
  private static final SearchFilter OF_USERS =
      new SearchFilter(
          Set.of(),
          Set.of(),
          Set.of(Role.USER),
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          Long.MIN_VALUE,
          Long.MAX_VALUE);

  private final Random random = new Random(11);
  private final List<Corpus> corpora =
      List.of(
          new Corpus(SearchIndex.inMemory(0)),
          new Corpus(SearchIndex.inMemory(1)),
          new Corpus(SearchIndex.inMemory(2)));
  private final MessageSource rows = new OfAll();

  private List<JointSearch.Part> parts() {
    corpora.forEach(corpus -> corpus.index.refresh());
    List<JointSearch.Part> parts = new ArrayList<>();
    corpora.forEach(corpus -> parts.add(new JointSearch.Part(parts.size(), corpus.index)));
    return parts;
  }

  private static SearchQuery query(
      String text, SearchFilter filter, Order order, int limit, SearchQuery.@Nullable After after) {
    SearchShape shape = new SearchShape(order, null, Set.of());
    return new SearchQuery(text, filter, shape, 0, false, limit, 0, after);
  }

  private void write(int messages) {
    for (int message = 0; message < messages; message++) {
      int partition = random.nextInt(corpora.size());
      String content = WORDS[random.nextInt(WORDS.length)];
      for (int more = random.nextInt(4); more > 0; more--) {
        content += " " + WORDS[random.nextInt(WORDS.length)];
      }
      Role role = random.nextBoolean() ? Role.USER : Role.ASSISTANT;
      corpora.get(partition).say("u" + partition, "s", role, content, random.nextInt(9));
      if (random.nextInt(20) == 0) {
        corpora.get(partition).index.refresh(); // another segment
      }
    }
  }

  @Test
  void pagesAreThoseOfPartitionsMerged() {
    write(400);
    List<JointSearch.Part> parts = parts();
    for (String text : QUERIES) {
      for (Order order : Order.values()) {
        for (SearchFilter filter : List.of(ALL, OF_USERS)) {
          SearchQuery whole = query(text, filter, order, 1000, null);
          TermStatistics terms = terms(text);
          List<SearchHit> apart = apart(whole, terms);
          List<SearchHit> walked = new ArrayList<>();
          SearchQuery.After after = null;
          TermStatistics ranking = null;
          boolean more = true;
          while (more) {
            SearchPage page =
                JointSearch.search(parts, query(text, filter, order, 7, after), ranking, rows);
            walked.addAll(page.hits());
            more = page.more();
            ranking = page.collection();
            after = more ? page.hits().getLast().place() : null;
            assertThat(page.total()).as(text).isEqualTo(apart.size());
          }
          assertThat(ranking).as(text).isEqualTo(terms);
          assertThat(addresses(walked)).as(text + order).isEqualTo(addresses(apart));
          for (int at = 0; at < apart.size(); at++) {
            assertThat(walked.get(at).rawScore())
                .isCloseTo(apart.get(at).rawScore(), within(1e-5f));
          }
        }
      }
    }
  }

  @Test
  void aWalkMeetsWhatWasThereOnceWhileMessagesOfAllPartitionsAreEdited() {
    write(120);
    for (String text : QUERIES) {
      for (Order order : Order.values()) {
        SearchPage page =
            JointSearch.search(parts(), query(text, ALL, order, 1000, null), null, rows);
        List<Map.Entry<String, Long>> ranking = addresses(page.hits());
        TermStatistics terms = page.collection();
        SortedMap<Integer, Long> ends = new TreeMap<>();
        corpora.forEach(corpus -> ends.put(ends.size(), corpus.end()));
        page = JointSearch.search(parts(), query(text, ALL, order, 17, null), null, rows);
        List<Map.Entry<String, Long>> walked = new ArrayList<>(addresses(page.hits()));
        while (page.more()) {
          edit(25);
          SearchQuery behind = query(text, ALL, order, 17, page.hits().getLast().place());
          page = JointSearch.search(parts(), behind.asOf(new Positions(ends)), terms, rows);
          walked.addAll(addresses(page.hits()));
        }
        assertThat(walked).as(text + order).isEqualTo(ranking);
      }
    }
  }

  private void edit(int messages) {
    for (int message = 0; message < messages; message++) {
      Corpus corpus = corpora.get(random.nextInt(corpora.size()));
      List<MessageRow> there = List.copyOf(corpus.messages.values());
      String content = WORDS[random.nextInt(WORDS.length)];
      for (int more = random.nextInt(12); more > 0; more--) {
        content += " " + WORDS[random.nextInt(WORDS.length)];
      }
      corpus.edit(there.get(random.nextInt(there.size())), content);
    }
  }

  @Test
  void theNearestOfAllAreThoseOfPartitionsMerged() {
    for (int message = 0; message < 90; message++) {
      int partition = message % corpora.size();
      corpora
          .get(partition)
          .say("u" + partition, "s", "m", random.nextFloat(), random.nextFloat(), 1);
    }
    SimilarQuery near =
        new SimilarQuery(
            query("", ALL, Order.RELEVANCE, 20, null), Embedding.of(new float[] {1, 0, 1}));
    List<JointSearch.Part> parts = parts();
    List<SearchPage> apart = new ArrayList<>();
    corpora.forEach(corpus -> apart.add(corpus.index.similar(null, near, rows)));
    SearchPage joint = JointSearch.similar(parts, near, rows);
    assertThat(addresses(joint.hits()))
        .hasSize(20)
        .isEqualTo(addresses(new Read.SimilarAll(near).merge(apart).hits()));
  }

  @Test
  void aPartitionThatIsClosedIsSaid() throws Exception {
    write(30);
    List<JointSearch.Part> parts = parts();
    corpora.get(1).index.close();
    assertThatThrownBy(
            () ->
                JointSearch.search(
                    parts, query("kernel", ALL, Order.RELEVANCE, 5, null), null, rows))
        .isInstanceOf(IllegalStateException.class);
    corpora.get(0).index.close(); // its view was given back
  }

  private TermStatistics terms(String text) {
    return new Read.GetTermStatistics(text)
        .merge(corpora.stream().map(corpus -> corpus.index.termStatistics(text)).toList());
  }

  private List<SearchHit> apart(SearchQuery query, TermStatistics terms) {
    List<SearchPage> pages = new ArrayList<>();
    corpora.forEach(corpus -> pages.add(corpus.index.search(null, query, terms, rows)));
    return new Read.SearchAll(query, terms).merge(pages).hits();
  }

  private static List<Map.Entry<String, Long>> addresses(List<SearchHit> hits) {
    return hits.stream()
        .map(hit -> Map.entry(hit.message().owner().value(), hit.place().offset()))
        .toList();
  }

  /** Rows of the partition that a user's number names. */
  private final class OfAll implements MessageSource {
    private Corpus of(UserId user) {
      return corpora.get(Integer.parseInt(user.value().substring(1)));
    }

    @Override
    public @Nullable MessageRow message(UserId user, SessionId session, long seq) {
      return of(user).message(user, session, seq);
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
}
