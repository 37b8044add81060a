package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.query.http.SearchScope.Found;
import io.chatlog.value.Embedding;
import io.chatlog.value.Positions;
import io.chatlog.view.Freshness;
import io.chatlog.view.SearchHit;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.SearchShape.Group;
import io.chatlog.view.SimilarQuery;
import io.chatlog.view.TermStatistics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers a search of each mode. */
final class SearchSteps {
  /** The most hits of each ranking that are fused: a walk ends with them. */
  static final int FUSED_ITEMS_MAX = 500;

  private static final int CURSOR_KIND_USER = 4;
  private static final int CURSOR_KIND_ALL = 5;
  private static final int CURSOR_KIND_SIMILAR_USER = 20;
  private static final int CURSOR_KIND_SIMILAR_ALL = 21;
  private static final int CURSOR_KIND_HYBRID_USER = 22;
  private static final int CURSOR_KIND_HYBRID_ALL = 23;
  private static final int CURSOR_KIND_LIKE = 24;

  private final ReadSteps steps;
  private final TextVectors vectors;

  SearchSteps(ReadSteps steps, TextVectors vectors) {
    this.steps = steps;
    this.vectors = vectors;
  }

  Answer answer(Request request, SearchScope scope, SearchInput input) {
    long began = System.nanoTime();
    Freshness freshness = steps.freshness(request);
    return switch (input.mode()) {
      case TEXT -> byText(scope, input, freshness, began);
      case SEMANTIC -> {
        int kind = scope.user() == null ? CURSOR_KIND_SIMILAR_ALL : CURSOR_KIND_SIMILAR_USER;
        yield bySimilarity(kind, scope, input, freshness, began);
      }
      case HYBRID -> byBoth(scope, input, freshness, began);
    };
  }

  /** Answers {@code search:similar}, whose walks are its own. */
  Answer like(Request request, SearchScope scope, SearchInput input) {
    return bySimilarity(
        CURSOR_KIND_LIKE, scope, input, steps.freshness(request), System.nanoTime());
  }

  private Embedding vector(SearchInput input) {
    Embedding given = input.embedding();
    return given == null ? vectors.of(input.text()) : vectors.checked(given);
  }

  private static Answer byText(
      SearchScope scope, SearchInput input, Freshness freshness, long began) {
    int kind = scope.user() == null ? CURSOR_KIND_ALL : CURSOR_KIND_USER;
    Cursor<SearchPlace> cursors = new Cursor<>(kind, SearchPlace.CODEC, input.walk(scope.name()));
    SearchPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    TimeWindow window = place == null ? input.window() : place.window();
    SearchQuery query = input.query(window, place == null ? null : place.after());
    Found found = scope.text(query, place == null ? null : place.collection(), freshness);
    String next = next(found.page(), cursors, window, found.page().collection());
    return told(found, found.page(), input, next, found.silent(), began);
  }

  private Answer bySimilarity(
      int kind, SearchScope scope, SearchInput input, Freshness freshness, long began) {
    Cursor<SearchPlace> cursors =
        new Cursor<>(kind, SearchPlace.CODEC, input.walkOfVectors(scope.name()));
    SearchPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    TimeWindow window = place == null ? input.window() : place.window();
    SearchQuery query =
        input
            .query(window, place == null ? null : place.after())
            .atLeast(SimilarQuery.relevance(input.threshold()));
    Found found = scope.similar(new SimilarQuery(query, vector(input)), freshness);
    String next = next(found.page(), cursors, window, null);
    return told(found, found.page(), input, next, found.silent(), began);
  }

  private Answer byBoth(SearchScope scope, SearchInput input, Freshness freshness, long began) {
    int kind = scope.user() == null ? CURSOR_KIND_HYBRID_ALL : CURSOR_KIND_HYBRID_USER;
    Cursor<HybridPlace> cursors =
        new Cursor<>(kind, HybridPlace.CODEC, input.walkOfVectors(scope.name()));
    HybridPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    TimeWindow window = place == null ? input.window() : place.place().window();
    SearchQuery query = input.query(window, null);
    Embedding vector = vector(input);
    Found text =
        scope.text(
            query.best(FUSED_ITEMS_MAX, 0, input.highlight()),
            place == null ? null : place.place().collection(),
            freshness);
    Found similar =
        scope.similar(
            new SimilarQuery(
                query.best(FUSED_ITEMS_MAX, SimilarQuery.relevance(input.threshold()), false),
                vector),
            ReadSteps.noOlderThan(text.complete(), freshness));
    Positions asOf = place == null ? text.complete().reflects() : place.asOf();
    List<SearchHit> all =
        fused(
            HybridPlace.asOf(text.page().hits(), asOf),
            HybridPlace.asOf(similar.page().hits(), asOf),
            input);
    List<SearchHit> rest = place == null ? all : RankFusion.behind(all, place.place().after());
    int from = Math.min(input.offset(), rest.size());
    int to = Math.min(from + input.limit(), rest.size());
    SearchPage page =
        new SearchPage(
                rest.subList(from, to),
                all.size(),
                !text.page().more() && !similar.page().more(),
                to < rest.size())
            .ignoring(text.page().termsIgnored());
    String next =
        page.more() && !page.hits().isEmpty()
            ? cursors.write(
                new HybridPlace(
                    new SearchPlace(
                        page.hits().getLast().place(), window, text.page().collection()),
                    asOf))
            : null;
    Set<Integer> silent = new TreeSet<>(text.silent());
    silent.addAll(similar.silent());
    return told(text, page, input, next, silent, began);
  }

  private static List<SearchHit> fused(
      List<SearchHit> byText, List<SearchHit> bySimilarity, SearchInput input) {
    List<SearchHit> hits =
        RankFusion.fuse(byText, bySimilarity).stream()
            .filter(hit -> hit.relevance() >= input.minScore())
            .toList();
    Group group = input.shape().group();
    return group == null ? hits : RankFusion.firstOfEach(hits, group);
  }

  private static @Nullable String next(
      SearchPage page,
      Cursor<SearchPlace> cursors,
      TimeWindow window,
      @Nullable TermStatistics collection) {
    return page.more() && !page.hits().isEmpty()
        ? cursors.write(new SearchPlace(page.hits().getLast().place(), window, collection))
        : null;
  }

  private static Answer told(
      Found found,
      SearchPage page,
      SearchInput input,
      @Nullable String next,
      Set<Integer> silent,
      long began) {
    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    return ReadSteps.telling(
        found.complete(),
        SearchJson.answer(page, input.shape().group() != null, next, silent, took));
  }
}
