package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.param.MediaType;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SearchPage;
import io.chatlog.view.SearchQuery;
import io.chatlog.view.TermStatistics;
import java.io.IOException;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Search of one user's messages, and of everyone's. The latter first asks every partition what
 * ranking must know of it, then every partition for its best hits, so that all of them score alike.
 */
final class SearchRoutes implements Routes {
  /** What one partition can be asked for at once bounds how deep an offset over all may reach. */
  private static final int DEPTH_OF_ALL_MAX = SearchQuery.LIMIT_MAX;

  private static final int CURSOR_KIND_USER = 4;
  private static final int CURSOR_KIND_ALL = 5;

  private final ReadSteps steps;

  SearchRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    Set<String> names = SearchParameters.NAMES;
    routes
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/search",
            "search_user",
            names,
            request -> ofUser(request, byParameters(request, SearchQuery.DEPTH_MAX)))
        .add(
            HttpMethod.POST,
            "/v1/users/{user}/search",
            "search_user_by_body",
            request -> ofUser(request, byBody(request, SearchQuery.DEPTH_MAX)))
        .add(
            HttpMethod.GET,
            "/v1/search",
            "search_all",
            names,
            request -> ofAll(request, byParameters(request, DEPTH_OF_ALL_MAX)))
        .add(
            HttpMethod.POST,
            "/v1/search",
            "search_all_by_body",
            request -> ofAll(request, byBody(request, DEPTH_OF_ALL_MAX)));
  }

  private SearchInput byParameters(Request request, int deepest) {
    return SearchParameters.read(request.query(), steps.clock(), steps.limits(), deepest);
  }

  private SearchInput byBody(Request request, int deepest) throws IOException {
    request.mediaType(Set.of(MediaType.JSON));
    return SearchBody.read(request.body(), steps.clock(), steps.limits(), deepest);
  }

  private Answer ofUser(Request request, SearchInput input) {
    UserId user = PathIds.user(request);
    long began = System.nanoTime();
    Cursor<SearchPlace> cursors = cursors(CURSOR_KIND_USER, user.value(), input);
    SearchPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    TimeWindow window = place == null ? input.window() : place.window();
    SearchQuery query = input.query(window, place == null ? null : place.after());
    Complete<Lookup<SearchPage>> complete =
        steps.ask(
            request, new Read.SearchUser(user, query, place == null ? null : place.collection()));
    SearchPage page = ReadSteps.found(complete);
    String next = next(page, cursors, window, page.collection());
    return ReadSteps.telling(
        complete,
        SearchJson.answer(
            page, input.shape().group() != null, next, complete.silent(), millisSince(began)));
  }

  private Answer ofAll(Request request, SearchInput input) {
    long began = System.nanoTime();
    Freshness freshness = steps.freshness(request);
    Cursor<SearchPlace> cursors = cursors(CURSOR_KIND_ALL, "", input);
    SearchPlace place = input.cursor() == null ? null : cursors.read(input.cursor());
    TimeWindow window = place == null ? input.window() : place.window();
    SearchQuery query = input.query(window, place == null ? null : place.after());
    Set<Integer> silent = new TreeSet<>();
    TermStatistics collection = place == null ? null : place.collection();
    if (collection == null) {
      Complete<TermStatistics> terms =
          steps.ask(new Read.GetTermStatistics(input.text()), freshness);
      silent.addAll(terms.silent());
      collection = terms.value();
    }
    Complete<SearchPage> complete = steps.ask(new Read.SearchAll(query, collection), freshness);
    silent.addAll(complete.silent());
    String next = next(complete.value(), cursors, window, collection);
    return ReadSteps.telling(
        complete,
        SearchJson.answer(
            complete.value(), input.shape().group() != null, next, silent, millisSince(began)));
  }

  private static Cursor<SearchPlace> cursors(int kind, String user, SearchInput input) {
    return new Cursor<>(
        kind,
        SearchPlace.CODEC,
        user,
        input.text(),
        sorted(input.sessions(), Comparator.comparing(Object::toString)),
        new TreeSet<>(input.roles()),
        new TreeSet<>(input.channels()),
        new TreeSet<>(input.sources()),
        new TreeSet<>(input.tags()),
        Parameters.joined(input.metadata()),
        input.shape().order(),
        input.shape().group(),
        input.sinceText(),
        input.untilText(),
        input.minScore(),
        new TreeSet<>(input.types()));
  }

  private static <T> Set<T> sorted(Set<T> items, Comparator<? super T> order) {
    Set<T> sorted = new TreeSet<>(order);
    sorted.addAll(items);
    return sorted;
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

  private static long millisSince(long beganNanos) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
  }
}
