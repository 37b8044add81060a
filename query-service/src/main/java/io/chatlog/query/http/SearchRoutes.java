package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.param.MediaType;
import io.chatlog.view.SearchQuery;
import java.io.IOException;
import java.util.Set;

/** Search of one user's messages and documents, and of everyone's. */
final class SearchRoutes implements Routes {
  /** What one partition can be asked for at once bounds how deep an offset over all may reach. */
  private static final int DEPTH_OF_ALL_MAX = SearchQuery.LIMIT_MAX;

  private final ReadSteps steps;
  private final SearchSteps searches;

  SearchRoutes(ReadSteps steps, TextVectors vectors) {
    this.steps = steps;
    this.searches = new SearchSteps(steps, vectors);
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
            HttpMethod.POST,
            "/v1/users/{user}/search:similar",
            "search_similar",
            request ->
                searches.like(
                    request, new SearchScope(steps, PathIds.user(request)), similar(request)))
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

  private SearchInput similar(Request request) throws IOException {
    request.mediaType(Set.of(MediaType.JSON));
    return SimilarBody.read(request.body(), steps.limits());
  }

  private Answer ofUser(Request request, SearchInput input) {
    return searches.answer(request, new SearchScope(steps, PathIds.user(request)), input);
  }

  private Answer ofAll(Request request, SearchInput input) {
    return searches.answer(request, new SearchScope(steps, null), input);
  }
}
