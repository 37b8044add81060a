package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.query.http.PathIds.ContextAddress;
import io.chatlog.value.Ids;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.ContextPage;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.SavedContext;
import io.chatlog.view.wire.AccountCodecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Saved contexts: one by one, and as a list, those saved last first. */
final class ContextReadRoutes implements Routes {
  private static final int CURSOR_KIND = 70;

  private final ReadSteps steps;

  ContextReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/users/{user}/contexts",
            "list_contexts",
            Set.of("session_id", "limit", "cursor"),
            this::list)
        .add(HttpMethod.GET, "/v1/users/{user}/contexts/{context}", "get_context", this::get);
  }

  private Answer get(Request request) {
    ContextAddress address = PathIds.context(request);
    Complete<Lookup<SavedContext>> complete =
        steps.ask(request, new Read.GetContext(address.owner(), address.context()));
    SavedContext context = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request,
            SavedContext.VERSION,
            Answer.json(200, json -> EntityJson.write(context, json))));
  }

  private Answer list(Request request) {
    UserId user = PathIds.user(request);
    QueryParameters query = request.query();
    int limit =
        query.integer("limit", steps.limits().pageItemsDefault(), 1, steps.limits().pageItemsMax());
    SessionId session = session(query);
    String given = Parameters.cursor(query);
    query.throwIfFaulty();
    Cursor<Long> cursors = new Cursor<>(CURSOR_KIND, AccountCodecs.OFFSET, user, session);
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<ContextPage>> first =
        page(user, session, given == null ? null : cursors.read(given), limit, freshness);
    ContextPage page = ReadSteps.found(first);
    List<SavedContext> items = new ArrayList<>(page.items());
    // those of soft-deleted sessions can leave a page short: goes on for a while
    Patience patience = Patience.of(steps.limits().fillMillisMax());
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    Long next = page.next();
    while (next != null && items.size() < limit && patience.lasts()) {
      ContextPage more = ReadSteps.found(page(user, session, next, limit - items.size(), later));
      items.addAll(more.items());
      next = more.next();
    }
    String cursor = next == null ? null : cursors.write(next);
    return ReadSteps.telling(
        first,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (SavedContext context : items) {
                EntityJson.write(context, json);
              }
              json.endArray().field("next_cursor", cursor).endObject();
            }));
  }

  private Complete<Lookup<ContextPage>> page(
      UserId user,
      @Nullable SessionId session,
      @Nullable Long before,
      int limit,
      Freshness freshness) {
    int most = Math.min(limit, ContextPage.LIMIT_MAX);
    return steps.ask(new Read.ListContexts(user, session, before, most), freshness);
  }

  private static @Nullable SessionId session(QueryParameters query) {
    String id = query.string("session_id");
    if (id == null) {
      return null;
    }
    Optional<String> fault = Ids.fault(id);
    fault.ifPresent(why -> query.fault("session_id", ErrorCode.INVALID_ID, "the id " + why));
    return fault.isPresent() ? null : new SessionId(id);
  }
}
