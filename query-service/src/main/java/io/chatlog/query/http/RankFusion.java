package io.chatlog.query.http;

import io.chatlog.view.DocumentChunk;
import io.chatlog.view.Findable;
import io.chatlog.view.Message;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.Session;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one ranking of two by reciprocal rank fusion (Cormack, Clarke and Büttcher, 2009): a hit
 * scores the sum of {@code 1 / (60 + rank)} over the rankings that it is in, ranks from 1. Scores
 * of different kinds need not be compared for that.
 */
final class RankFusion {
  private static final int K = 60;

  /** What a hit scores that is the first of both. */
  private static final double SCORE_MAX = 2.0 / (K + 1);

  private static final Comparator<SearchHit> ORDER =
      Comparator.comparing((SearchHit hit) -> -hit.rawScore())
          .thenComparingInt(hit -> hit.place().partition())
          .thenComparingLong(hit -> hit.place().offset());

  private RankFusion() {}

  /** Where a hit stands in the log: one thing that both rankings found is one hit. */
  private record Key(int partition, long offset) {
    static Key of(SearchQuery.After place) {
      return new Key(place.partition(), place.offset());
    }
  }

  private static final class Fused {
    private double score;
    private @Nullable SearchHit byText;
    private @Nullable SearchHit bySimilarity;

    SearchHit hit() {
      SearchHit shown = byText == null ? bySimilarity : byText;
      if (shown == null) {
        throw new IllegalStateException("in neither ranking");
      }
      return new SearchHit(
          shown.found(),
          shown.sessionTitle(),
          (float) Math.min(1, score / SCORE_MAX),
          (float) score,
          shown.highlights(),
          new SearchQuery.After((float) score, shown.place().partition(), shown.place().offset()),
          1,
          bySimilarity == null ? null : bySimilarity.similarity(),
          shown.offsets());
    }
  }

  /** All hits of both rankings, the best first. */
  static List<SearchHit> fuse(List<SearchHit> byText, List<SearchHit> bySimilarity) {
    Map<Key, Fused> fused = new LinkedHashMap<>();
    for (int at = 0; at < byText.size(); at++) {
      Fused one = fused.computeIfAbsent(Key.of(byText.get(at).place()), _ -> new Fused());
      one.byText = byText.get(at);
      one.score += 1.0 / (K + at + 1);
    }
    for (int at = 0; at < bySimilarity.size(); at++) {
      Fused one = fused.computeIfAbsent(Key.of(bySimilarity.get(at).place()), _ -> new Fused());
      one.bySimilarity = bySimilarity.get(at);
      one.score += 1.0 / (K + at + 1);
    }
    return fused.values().stream().map(Fused::hit).sorted(ORDER).toList();
  }

  /** The first hit of each group, which tells how many the group has. */
  static List<SearchHit> firstOfEach(List<SearchHit> hits, Group group) {
    Map<String, Integer> counts = new HashMap<>();
    List<SearchHit> firsts = new ArrayList<>();
    for (SearchHit hit : hits) {
      if (counts.merge(key(hit.found(), group), 1, Integer::sum) == 1) {
        firsts.add(hit);
      }
    }
    return firsts.stream()
        .map(
            hit ->
                new SearchHit(
                    hit.found(),
                    hit.sessionTitle(),
                    hit.relevance(),
                    hit.rawScore(),
                    hit.highlights(),
                    hit.place(),
                    counts.getOrDefault(key(hit.found(), group), 1),
                    hit.similarity(),
                    hit.offsets()))
        .toList();
  }

  /** The name of the group that something is in. */
  static String key(Findable found, Group group) {
    return switch (found) {
      case Message message -> key(message.owner().value(), message.session().value(), group);
      case DocumentChunk(var document, long _, String _) ->
          key(document.owner().value(), document.session().value(), group);
      case Session session -> key(session.owner().value(), session.id().value(), group);
    };
  }

  private static String key(String owner, String session, Group group) {
    return switch (group) {
      case USER -> owner;
      case SESSION -> owner + '\0' + session;
    };
  }
}
