package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.DocumentRow;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.DocumentId;
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
import io.chatlog.view.SearchType;
import io.chatlog.view.Session;
import io.chatlog.view.SimilarQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;

class NearVectorsTest {
  private final SearchIndex index = SearchIndex.inMemory(0);
  private final Corpus corpus = new Corpus(index);

  @Test
  void theNearestComesFirstAndNothingElseIsNear() {
    corpus.say("u", "s", "along", 3, 0);
    corpus.say("u", "s", "against", -0.5f, 0);
    corpus.say("u", "s", "half", 1, 1);
    corpus.say("u", "s", "of another length", 1, 0, 0);
    corpus.say("no vector");
    SearchPage page = near("u", 0, 10, 1, 0);
    assertThat(Corpus.contents(page)).containsExactly("along", "half", "against");
    assertThat(page.hits()).extracting(SearchHit::similarity).containsExactly(1f, 0.707107f, -1f);
    assertThat(page.hits()).extracting(SearchHit::relevance).first().isEqualTo(1f);
    assertThat(page.hits()).extracting(SearchHit::relevance).last().isEqualTo(0f);
    assertThat(page.total()).isEqualTo(3);
    float least = SimilarQuery.relevance(0.707107);
    assertThat(Corpus.contents(near("u", least, 10, 1, 0))).containsExactly("along", "half");
    assertThat(Corpus.contents(near("u", SimilarQuery.relevance(0.707108), 10, 1, 0)))
        .containsExactly("along");
    assertThat(Corpus.contents(near(null, 0, 10, 1, 0, 0))).containsExactly("of another length");
    assertThat(near("u", 0, 10, 1, 0, 0, 0).hits()).isEmpty();
    assertThat(near("other", 0, 10, 1, 0).hits()).isEmpty();
  }

  @Test
  void ofManyTheNearestAreThoseOfAllProducts() {
    Random random = new Random(7);
    float[] wanted = numbers(random);
    Map<String, Float> cosines = new HashMap<>();
    for (int number = 0; number < 3_000; number++) {
      float[] vector = number % 100 == 99 ? wanted.clone() : numbers(random);
      vector[0] += number % 100 == 99 ? number / 1_000f : 0;
      corpus.say("u" + number % 3, "s", "said " + number, vector);
      double product =
          VectorUtil.dotProduct(Embedding.of(wanted).direction(), Embedding.of(vector).direction());
      cosines.put("said " + number, (float) Embedding.cosine(product));
    }
    List<String> nearest =
        cosines.entrySet().stream()
            .sorted(Map.Entry.<String, Float>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .limit(20)
            .toList();
    SearchPage page = near(null, 0, 20, wanted);
    assertThat(Corpus.contents(page)).containsExactlyElementsOf(nearest);
    assertThat(page.hits())
        .allSatisfy(
            hit ->
                assertThat(hit.similarity())
                    .isEqualTo(cosines.get(((Message) hit.found()).content())));
  }

  private static float[] numbers(Random random) {
    float[] numbers = new float[32];
    for (int at = 0; at < numbers.length; at++) {
      numbers[at] = (float) random.nextGaussian();
    }
    return numbers;
  }

  @Test
  void aVectorGoesWithWhatItStoodFor() {
    MessageRow row = corpus.say("u", "s", "changes", 1, 0);
    row = corpus.embed(row, 0, 1);
    assertThat(near("u", 0, 10, 1, 0).hits()).extracting(SearchHit::similarity).containsExactly(0f);
    row = corpus.embed(row);
    assertThat(near("u", 0, 10, 1, 0).hits()).isEmpty();
    assertThat(corpus.find("changes")).containsExactly("changes");
    corpus.embed(row, 1, 0);
    index.merge();
    assertThat(near("u", 0, 10, 1, 0).hits()).hasSize(1);
    corpus.delete(row);
    assertThat(near("u", 0, 10, 1, 0).hits()).isEmpty();
  }

  @Test
  void sessionsAreFoundByTheirVectorsWhereTheyAreAskedFor() {
    corpus.say("u", "s", "said", 1, 0);
    corpus.change("u", "t", "web", null, SessionStatus.ACTIVE);
    corpus.embedSession("u", "s", 0, 1);
    corpus.embedSession("u", "t", 1, 1);
    assertThat(Corpus.contents(near("u", 0, 10, 1, 0))).containsExactly("said");
    assertThat(found("u", Set.of(SearchType.SESSION), 1, 0)).containsExactly("t", "s");
    assertThat(found("u", Set.of(SearchType.SESSION, SearchType.MESSAGE), 1, 0))
        .containsExactly("said", "t", "s");
    assertThat(found("u", Set.of(SearchType.SESSION, SearchType.DOCUMENT), 1, 0))
        .containsExactly("t", "s");
    assertThat(found("u", Set.of(SearchType.DOCUMENT), 1, 0)).isEmpty();
    assertThat(found("other", Set.of(SearchType.SESSION), 1, 0)).isEmpty();
    assertThat(corpus.find("-absent")).containsExactly("said");
    assertThat(index.messages()).isEqualTo(1);

    corpus.embedSession("u", "s", 2, 0);
    assertThat(found("u", Set.of(SearchType.SESSION), 1, 0)).containsExactly("s", "t");
    corpus.change("u", "t", "web", null, SessionStatus.DELETED);
    assertThat(found("u", Set.of(SearchType.SESSION), 1, 0)).containsExactly("s");
    index.deleteSessionVector(new UserId("u"), new SessionId("s"));
    assertThat(found("u", Set.of(SearchType.SESSION), 1, 0)).isEmpty();
    corpus.embedSession("u", "s", 2, 0);
    index.deleteSession(new UserId("u"), new SessionId("s"));
    assertThat(found("u", Set.of(SearchType.SESSION), 1, 0)).isEmpty();
  }

  @Test
  void aPieceOfADocumentIsFoundByItsVectorAndByItsWords() {
    DocumentRow row = corpus.upload("u", "s", "d", "first piece", "second piece", "third piece");
    assertThat(found("u", Set.of(), 1, 0)).isEmpty();
    index.apply(row, 1, "second piece", Embedding.of(new float[] {1, 0}));
    index.apply(row, 0, "first piece", Embedding.of(new float[] {0, 1}));
    assertThat(found("u", Set.of(), 1, 0)).containsExactly("second piece", "first piece");
    index.apply(row, 1, "second piece", Embedding.of(new float[] {0, 0, 1}));
    assertThat(found("u", Set.of(SearchType.DOCUMENT), 1, 0)).containsExactly("first piece");
    assertThat(found("u", Set.of(SearchType.DOCUMENT), 0, 0, 1)).containsExactly("second piece");
    assertThat(found("u", Set.of(SearchType.MESSAGE), 1, 0)).isEmpty();
    assertThat(corpus.page("u", Corpus.query("piece")).total()).isEqualTo(3);
    try (IndexAudit audit = index.audit()) {
      IndexAudit.DocumentMark mark =
          audit.document(new UserId("u"), new SessionId("s"), new DocumentId("d"));
      assertThat(mark.pieces()).isEqualTo(3);
      assertThat(mark.whole()).isTrue();
    }
    index.deleteDocument(new UserId("u"), new SessionId("s"), new DocumentId("d"));
    assertThat(found("u", Set.of(), 1, 0)).isEmpty();
    assertThat(index.documents()).isZero();
  }

  private List<String> found(String user, Set<SearchType> types, float... wanted) {
    index.refresh();
    SearchFilter all = SearchFilter.ALL;
    SearchQuery query =
        new SearchQuery(
            "",
            new SearchFilter(
                types,
                all.sessions(),
                all.roles(),
                all.channels(),
                all.sources(),
                all.tags(),
                all.metadata(),
                all.sinceMicros(),
                all.untilMicros()),
            SearchShape.PLAIN,
            0,
            false,
            10,
            0,
            null);
    return index
        .similar(new UserId(user), new SimilarQuery(query, Embedding.of(wanted)), corpus)
        .hits()
        .stream()
        .map(
            hit ->
                switch (hit.found()) {
                  case Message message -> message.content();
                  case Session session -> session.id().value();
                  case DocumentChunk chunk -> chunk.text();
                })
        .toList();
  }

  @Test
  void theLongestVectorsAreKept() {
    float[] longest = new float[Embedding.DIMENSIONS_MAX];
    longest[0] = 1;
    corpus.say("u", "s", "long", longest);
    assertThat(near("u", 0, 10, longest).hits()).hasSize(1);
  }

  @Test
  void hitsAreThoseOfAScanThroughEveryFilter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, MessageRow> rows = new HashMap<>();
    for (int number = 0; number < 600; number++) {
      String user = "u" + random.nextInt(3);
      String session = "s" + random.nextInt(4);
      MessageRow row =
          corpus.say(
              user, session, Role.ofOrdinal(random.nextInt(4)), "said " + number, number * 10L);
      rows.put("said " + number, corpus.embed(row, vector(random)));
    }
    for (int session = 0; session < 4; session++) {
      corpus.change(
          "u0",
          "s" + session,
          "web",
          null,
          session == 3 ? SessionStatus.DELETED : SessionStatus.ACTIVE);
    }
    for (int round = 0; round < 40; round++) {
      float[] wanted = vector(random);
      UserId user = random.nextInt(4) == 0 ? null : new UserId("u" + random.nextInt(3));
      Set<SessionId> sessions =
          random.nextBoolean() ? Set.of() : Set.of(new SessionId("s" + random.nextInt(4)));
      Set<Role> roles = random.nextBoolean() ? Set.of() : Set.of(Role.ofOrdinal(random.nextInt(4)));
      long since = random.nextBoolean() ? Long.MIN_VALUE : random.nextInt(6_000);
      SearchQuery query =
          new SearchQuery(
              "", sessions, roles, Set.of(), Set.of(), since, Long.MAX_VALUE, 0, false, 7, 0, null);
      index.refresh();
      SearchPage page = index.similar(user, new SimilarQuery(query, Embedding.of(wanted)), corpus);
      List<String> scanned =
          rows.values().stream()
              .filter(row -> user == null || row.message().owner().equals(user))
              .filter(
                  row ->
                      !row.message().session().value().equals("s3")
                          || !row.message().owner().value().equals("u0"))
              .filter(row -> sessions.isEmpty() || sessions.contains(row.message().session()))
              .filter(row -> roles.isEmpty() || roles.contains(row.message().role()))
              .filter(row -> row.message().timestampMicros() >= since)
              .sorted(
                  Comparator.comparingDouble((MessageRow row) -> -cosine(row, wanted))
                      .thenComparingLong(MessageRow::offset))
              .map(row -> row.message().content())
              .toList();
      assertThat(Corpus.contents(page))
          .as("seed %d round %d", seed, round)
          .isEqualTo(scanned.subList(0, Math.min(7, scanned.size())));
      assertThat(page.total()).isEqualTo(scanned.size());
      assertThat(walk(user, query, wanted)).as("seed %d", seed).isEqualTo(scanned);
    }
  }

  private List<String> walk(UserId user, SearchQuery first, float[] wanted) {
    List<String> met = new ArrayList<>();
    SearchQuery query = first;
    SearchPage page;
    index.refresh();
    do {
      page = index.similar(user, new SimilarQuery(query, Embedding.of(wanted)), corpus);
      met.addAll(Corpus.contents(page));
      if (page.more()) {
        query =
            new SearchQuery(
                "",
                first.filter(),
                first.shape(),
                0,
                false,
                first.limit(),
                0,
                page.hits().getLast().place());
      }
    } while (page.more());
    return met;
  }

  /** Few directions, so that many are equally near. */
  private static float[] vector(Random random) {
    return new float[] {random.nextInt(3) - 1, random.nextInt(3) - 1, random.nextInt(2) + 1};
  }

  private static double cosine(MessageRow row, float[] wanted) {
    float[] a = row.embedding().direction();
    float[] b = Embedding.of(wanted).direction();
    return Embedding.cosine((double) a[0] * b[0] + (double) a[1] * b[1] + (double) a[2] * b[2]);
  }

  private SearchPage near(String user, float least, int many, float... wanted) {
    SearchQuery query = Corpus.query("", many, 0, null).atLeast(least);
    index.refresh();
    return index.similar(
        user == null ? null : new UserId(user),
        new SimilarQuery(query, Embedding.of(wanted)),
        corpus);
  }
}
