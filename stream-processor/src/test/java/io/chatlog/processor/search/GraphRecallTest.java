package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.value.Embedding;
import io.chatlog.value.Role;
import io.chatlog.view.SearchFilter;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape;
import io.chatlog.view.SessionFilter;
import io.chatlog.view.SimilarQuery;
import java.util.HashSet;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many of the nearest a graph finds, against those that a scan finds. */
class GraphRecallTest {
  private static final int NEAREST = 10;
  private static final int TOPICS = 1_000;
  private static final double RECALL_MIN = 0.95;

  @Test
  void aGraphFindsNearlyAllOfTheNearest() {
    measure(4_500, 16, 50, 16); // more than are scanned all the same
  }

  /** {@code mvn verify -Psoak -pl stream-processor -am -Dtest=GraphRecallTest}. */
  @Test
  @Tag("soak")
  void aGraphFindsNearlyAllOfTheNearestOfManyVectors() {
    measure(100_000, 384, 100, 16);
  }

  private static void measure(int vectors, int dimensions, int queries, int bufferMb) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    float[][] topics = new float[TOPICS][];
    for (int topic = 0; topic < TOPICS; topic++) {
      topics[topic] = gaussian(random, dimensions);
    }
    IndexSettings settings = IndexSettings.withBuffer((long) bufferMb << 20);
    SearchIndex graph = SearchIndex.inMemory(0, settings.withVectorGraph(true));
    SearchIndex flat = SearchIndex.inMemory(0, settings);
    Corpus byGraph = new Corpus(graph);
    Corpus byScan = new Corpus(flat);
    long[] tookNanos = new long[2];
    for (int number = 0; number < vectors; number++) {
      float[] vector = near(random, topics[random.nextInt(TOPICS)]);
      String user = "u" + number % 100;
      tookNanos[0] -= System.nanoTime();
      say(byGraph, user, number, vector);
      tookNanos[0] += System.nanoTime();
      tookNanos[1] -= System.nanoTime();
      say(byScan, user, number, vector);
      tookNanos[1] += System.nanoTime();
    }
    report("%d vectors of %d numbers, seed %d", vectors, dimensions, seed);
    report(
        "indexed with a graph in %d ms, flat %d ms",
        tookNanos[0] / 1_000_000, tookNanos[1] / 1_000_000);
    SearchFilter one =
        new SearchFilter(
            Set.of(),
            Set.of(),
            Set.of(Role.TOOL),
            Set.of(),
            Set.of(),
            Set.of(),
            Set.<SessionFilter.Metadata>of(),
            Long.MIN_VALUE,
            Long.MAX_VALUE);
    for (SearchFilter filter : new SearchFilter[] {SearchFilter.ALL, one}) {
      long[] searchNanos = new long[2];
      int found = 0;
      for (int number = 0; number < queries; number++) {
        Embedding wanted = Embedding.of(near(random, topics[random.nextInt(TOPICS)]));
        Set<String> scanned = nearest(flat, byScan, filter, wanted, searchNanos, 1);
        Set<String> graphed = nearest(graph, byGraph, filter, wanted, searchNanos, 0);
        assertThat(scanned).hasSize(NEAREST);
        graphed.retainAll(scanned);
        found += graphed.size();
      }
      double recall = (double) found / (queries * NEAREST);
      report(
          "recall@%d %.3f %s: by the graph %d us, by a scan %d us a search",
          NEAREST,
          recall,
          filter == one ? "through a filter of 1 %" : "of everything",
          searchNanos[0] / queries / 1_000,
          searchNanos[1] / queries / 1_000);
      assertThat(recall).as("seed %d", seed).isGreaterThanOrEqualTo(RECALL_MIN);
    }
    report("index bytes with a graph %d, flat %d", graph.bytes(), flat.bytes());
  }

  private static void say(Corpus corpus, String user, int number, float[] vector) {
    Role role = number % 100 == 0 ? Role.TOOL : Role.USER;
    MessageRow row = corpus.unindexed(user, "s", role, "said " + number, number);
    corpus.embed(row, vector);
  }

  private static Set<String> nearest(
      SearchIndex index,
      Corpus corpus,
      SearchFilter filter,
      Embedding wanted,
      long[] nanos,
      int which) {
    SearchQuery query = new SearchQuery("", filter, SearchShape.PLAIN, 0, false, NEAREST, 0, null);
    index.refresh();
    nanos[which] -= System.nanoTime();
    index.refresh();
    SearchPage page = index.similar(null, new SimilarQuery(query, wanted), corpus);
    nanos[which] += System.nanoTime();
    return new HashSet<>(Corpus.contents(page));
  }

  private static float[] gaussian(Random random, int dimensions) {
    float[] numbers = new float[dimensions];
    for (int at = 0; at < dimensions; at++) {
      numbers[at] = (float) random.nextGaussian();
    }
    return numbers;
  }

  /** As texts of one topic: near it, and not all alike. */
  private static float[] near(Random random, float[] topic) {
    float[] numbers = gaussian(random, topic.length);
    for (int at = 0; at < topic.length; at++) {
      numbers[at] = topic[at] + 0.7f * numbers[at];
    }
    return numbers;
  }

  private static void report(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
