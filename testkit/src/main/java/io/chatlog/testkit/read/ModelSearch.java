package io.chatlog.testkit.read;

import io.chatlog.testkit.read.ModelPartition.Owner;
import io.chatlog.testkit.read.ModelPartition.Talk;
import io.chatlog.value.Embedding;
import io.chatlog.view.Message;
import io.chatlog.view.Read;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Search by whole words, OR-ed. The raw score is the number of words that occur, a little less the
 * more messages the collection has: as with real ranking, the same hit has the same score only
 * while it is ranked with the same statistics.
 */
final class ModelSearch {
  private static final Comparator<SearchHit> ORDER =
      Comparator.comparing((SearchHit hit) -> -hit.rawScore())
          .thenComparingInt(hit -> hit.place().partition())
          .thenComparingLong(hit -> hit.place().offset());

  private ModelSearch() {}

  private static Set<String> words(String text) {
    return new TreeSet<>(
        Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> !word.isEmpty())
            .toList());
  }

  static TermStatistics terms(ModelPartition partition, String text) {
    TreeMap<String, Long> frequency = new TreeMap<>();
    long docs = 0;
    long terms = 0;
    for (Owner owner : partition.owners.values()) {
      for (Talk talk : owner.talks.values()) {
        for (Message message : talk.messages) {
          Set<String> found = words(message.content());
          docs++;
          terms += found.size();
          words(text).stream()
              .filter(found::contains)
              .forEach(word -> frequency.merge(word, 1L, Long::sum));
        }
      }
    }
    return new TermStatistics(docs, terms, frequency, frequency);
  }

  static SearchPage ofUser(ModelPartition partition, Owner owner, Read.SearchUser read) {
    TermStatistics given = read.collection();
    TermStatistics collection = given == null ? terms(partition, read.query().text()) : given;
    return page(partition, List.of(owner), read.query(), collection, true).rankedWith(collection);
  }

  /**
   * @param skips whether the page passes over the query's offset itself
   */
  static SearchPage page(
      ModelPartition partition,
      Collection<Owner> owners,
      SearchQuery query,
      TermStatistics collection,
      boolean skips) {
    List<SearchHit> hits = new ArrayList<>();
    for (Owner owner : owners) {
      for (Talk talk : owner.talks.values()) {
        if (matches(query, talk)) {
          talk.messages.forEach(
              message -> addHit(partition, talk, message, query, collection, hits));
        }
      }
    }
    return cut(hits, query, skips);
  }

  /** By cosine, compared one by one. */
  static SearchPage similar(
      ModelPartition partition, Collection<Owner> owners, SimilarQuery similar, boolean skips) {
    SearchQuery query = similar.query();
    List<SearchHit> hits = new ArrayList<>();
    for (Owner owner : owners) {
      for (Talk talk : owner.talks.values()) {
        if (matches(query, talk)) {
          talk.messages.forEach(message -> addHit(partition, talk, message, similar, hits));
        }
      }
    }
    return cut(hits, query, skips);
  }

  private static void addHit(
      ModelPartition partition,
      Talk talk,
      Message message,
      SimilarQuery similar,
      List<SearchHit> hits) {
    Embedding embedding = talk.embeddings.get(message.id());
    if (embedding == null
        || !wasThere(partition, talk, message, similar.query())
        || embedding.dimensions() != similar.embedding().dimensions()
        || !similar.query().filter().admits(message)) {
      return;
    }
    double product = 0;
    float[] a = embedding.direction();
    float[] b = similar.embedding().direction();
    for (int at = 0; at < a.length; at++) {
      product += (double) a[at] * b[at];
    }
    float cosine = (float) Embedding.cosine(product);
    float score = SimilarQuery.relevance(Embedding.cosine(product));
    Long offset = talk.offsets.get(message.id());
    if (score >= similar.query().minScore()) {
      hits.add(
          new SearchHit(
              message,
              talk.session.title(),
              score,
              cosine,
              List.of(),
              new SearchQuery.After(score, partition.number, offset == null ? 0 : offset),
              1,
              cosine));
    }
  }

  /** The page of a query among its hits. */
  private static SearchPage cut(List<SearchHit> hits, SearchQuery query, boolean skips) {
    hits.sort(ORDER);
    List<SearchHit> behind =
        hits.stream().filter(hit -> query.after() == null || isBehind(hit, query.after())).toList();
    List<SearchHit> rest = behind.stream().skip(skips ? query.offset() : 0).toList();
    int most = skips ? query.limit() : query.limit() + query.offset();
    List<SearchHit> page = rest.subList(0, Math.min(most, rest.size()));
    return new SearchPage(page, hits.size(), true, page.size() < rest.size());
  }

  private static boolean isBehind(SearchHit hit, SearchQuery.After after) {
    int byScore = Float.compare(after.rawScore(), hit.place().rawScore());
    int byPartition = Integer.compare(hit.place().partition(), after.partition());
    return byScore != 0
        ? byScore > 0
        : byPartition != 0 ? byPartition > 0 : hit.place().offset() > after.offset();
  }

  private static boolean matches(SearchQuery query, Talk talk) {
    return ModelAnswers.isLive(talk) && query.filter().admits(talk.session);
  }

  private static boolean wasThere(
      ModelPartition partition, Talk talk, Message message, SearchQuery query) {
    return query.filter().admits(partition.number, talk.offsets.getOrDefault(message.id(), 0L));
  }

  private static void addHit(
      ModelPartition partition,
      Talk talk,
      Message message,
      SearchQuery query,
      TermStatistics collection,
      List<SearchHit> hits) {
    Set<String> wanted = words(query.text());
    Set<String> found = words(message.content());
    long many = wanted.stream().filter(found::contains).count();
    float score = wanted.isEmpty() ? 0 : (float) many / wanted.size();
    boolean matches =
        many > 0
            && score >= query.minScore()
            && query.filter().admits(message)
            && wasThere(partition, talk, message, query);
    if (matches) {
      Long offset = talk.offsets.get(message.id());
      float raw = many - collection.docCount() / 65_536f;
      hits.add(
          new SearchHit(
              message,
              talk.session.title(),
              score,
              raw,
              query.highlight() ? List.of("<em>" + wanted.iterator().next() + "</em>") : List.of(),
              new SearchQuery.After(raw, partition.number, offset == null ? 0 : offset)));
    }
  }
}
