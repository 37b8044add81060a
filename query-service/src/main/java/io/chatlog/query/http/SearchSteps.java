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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Answers a search of each mode. */
final class SearchSteps {
  /** The most hits of each ranking that are fused: a walk ends with them. */
  static final int FUSED_ITEMS_MAX = 500;

  // 4, 5 and 20 to 23 were places in other forms
  private static final int CURSOR_KIND_USER = 24;
  private static final int CURSOR_KIND_ALL = 25;
  private static final int CURSOR_KIND_SIMILAR_USER = 26;
  private static final int CURSOR_KIND_SIMILAR_ALL = 27;
  private static final int CURSOR_KIND_HYBRID_USER = 28;
  private static final int CURSOR_KIND_HYBRID_ALL = 29;
  private static final int CURSOR_KIND_LIKE = 30;

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
    return page(
        cursors,
        input,
        place,
        freshness,
        began,
        (query, fresh) -> scope.text(query, place == null ? null : place.collection(), fresh));
  }

  private Answer bySimilarity(
      int kind, SearchScope scope, SearchInput input, Freshness freshness, long began) {
    Cursor<SearchPlace> cursors =
        new Cursor<>(kind, SearchPlace.CODEC, input.walkOfVectors(scope.name()));
    SearchPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    float least = SimilarQuery.relevance(input.threshold());
    Embedding vector = vector(input);
    return page(
        cursors,
        input,
        place,
        freshness,
        began,
        (query, fresh) -> scope.similar(new SimilarQuery(query.atLeast(least), vector), fresh));
  }

  /** Asks for a page of a query. */
  private interface Asking {
    Found ask(SearchQuery query, Freshness freshness);
  }

  /** A page of one ranking. */
  private static Answer page(
      Cursor<SearchPlace> cursors,
      SearchInput input,
      @Nullable SearchPlace place,
      Freshness freshness,
      long began,
      Asking asking) {
    TimeWindow window = place == null ? input.window() : place.window();
    SearchQuery query = input.query(window, place == null ? null : place.after());
    boolean grouped = input.shape().group() != null;
    Positions asOf = place == null ? Positions.NONE : place.asOf();
    Found found = asking.ask(query.asOf(asOf), freshness);
    if (place == null) {
      asOf = found.complete().reflects();
      if (grouped && hasNewer(found.page(), asOf)) {
        // the pages behind this one will not know what is newer, and must find its groups behind it
        found = asking.ask(query.asOf(asOf), ReadSteps.noOlderThan(found.complete(), freshness));
      }
    }
    SearchPage page = found.page();
    String next =
        page.more() && !page.hits().isEmpty()
            ? cursors.write(
                new SearchPlace(page.hits().getLast().place(), window, page.collection(), asOf))
            : null;
    return told(found, page, input, next, found.silent(), began);
  }

  private static boolean hasNewer(SearchPage page, Positions asOf) {
    return !page.hits().stream().allMatch(hit -> HybridPlace.isAsOf(hit, asOf));
  }

  private Answer byBoth(SearchScope scope, SearchInput input, Freshness freshness, long began) {
    int kind = scope.user() == null ? CURSOR_KIND_HYBRID_ALL : CURSOR_KIND_HYBRID_USER;
    Cursor<HybridPlace> cursors =
        new Cursor<>(kind, HybridPlace.CODEC, input.walkOfVectors(scope.name()));
    HybridPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    TimeWindow window = place == null ? input.window() : place.window();
    Positions bound = place == null ? Positions.NONE : place.asOf();
    SearchQuery query = input.query(window, null).asOf(bound);
    Embedding vector = vector(input);
    Found text =
        scope.text(
            query.best(FUSED_ITEMS_MAX, 0, input.highlight()),
            place == null ? null : place.collection(),
            freshness);
    Found similar =
        scope.similar(
            new SimilarQuery(
                query.best(FUSED_ITEMS_MAX, SimilarQuery.relevance(input.threshold()), false),
                vector),
            ReadSteps.noOlderThan(text.complete(), freshness));
    Set<Integer> silent = new TreeSet<>(text.silent());
    silent.addAll(similar.silent());
    Positions asOf =
        HybridPlace.without(silent, place == null ? text.complete().reflects() : bound);
    List<SearchHit> all =
        fused(
            HybridPlace.asOf(text.page().hits(), asOf),
            HybridPlace.asOf(similar.page().hits(), asOf),
            input);
    HybridWalk walk =
        new HybridWalk(
            all,
            input.shape().group(),
            place == null ? ShownHits.NONE : place.shown(),
            input.offset(),
            input.limit());
    SearchPage page =
        walk.page(!text.page().more() && !similar.page().more())
            .ignoring(text.page().termsIgnored());
    String next =
        page.more() && !page.hits().isEmpty()
            ? cursors.write(new HybridPlace(window, text.page().collection(), asOf, walk.shown()))
            : null;
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
