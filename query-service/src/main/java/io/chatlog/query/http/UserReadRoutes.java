package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.value.Ids;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.User;
import io.chatlog.view.UserPage;
import io.chatlog.view.wire.EntityCodecs;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users, one by one and as a list. */
final class UserReadRoutes implements Routes {
  /** How many users may be passed over, which costs as much as reading them. */
  static final int OFFSET_MAX = 10_000;

  private static final int CURSOR_KIND = 1;

  private final ReadSteps steps;

  UserReadRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/users",
            "list_users",
            Set.of("prefix", "limit", "cursor", "offset"),
            this::list)
        .add(HttpMethod.GET, "/v1/users/{user}", "get_user", this::get);
  }

  private Answer get(Request request) {
    Complete<Lookup<User>> complete = steps.ask(request, new Read.GetUser(PathIds.user(request)));
    User user = ReadSteps.found(complete);
    return ReadSteps.telling(
        complete,
        Conditional.tagged(
            request, user.version(), Answer.json(200, json -> EntityJson.write(user, json))));
  }

  private Answer list(Request request) {
    QueryParameters query = request.query();
    int pageMax = steps.limits().pageItemsMax();
    int limit = query.integer("limit", steps.limits().pageItemsDefault(), 1, pageMax);
    int offset = query.integer("offset", 0, 0, OFFSET_MAX);
    String text = query.string("prefix");
    String prefix = text == null ? "" : text;
    if (prefix.codePointCount(0, prefix.length()) > Ids.CHARS_MAX) {
      query.fault("prefix", "must have at most " + Ids.CHARS_MAX + " characters");
    }
    String given = Parameters.cursor(query);
    query.throwIfFaulty();
    Cursor<UserId> cursor = new Cursor<>(CURSOR_KIND, EntityCodecs.USER_ID, prefix);
    UserId after = given == null ? null : cursor.read(given);

    Freshness freshness = steps.freshness(request);
    while (offset > 0) {
      Complete<UserPage> passed = page(prefix, after, Math.min(offset, pageMax), freshness);
      if (!passed.value().more()) {
        return answer(passed, new UserPage(List.of(), false), cursor);
      }
      after = passed.value().items().getLast().id();
      offset -= passed.value().items().size();
    }
    Complete<UserPage> complete = page(prefix, after, limit, freshness);
    return answer(complete, complete.value(), cursor);
  }

  private Complete<UserPage> page(
      String prefix, @Nullable UserId after, int limit, Freshness freshness) {
    return ReadSteps.whole(steps.ask(new Read.ListUsers(prefix, after, limit), freshness));
  }

  private static Answer answer(Complete<?> complete, UserPage page, Cursor<UserId> cursor) {
    String next = page.more() ? cursor.write(page.items().getLast().id()) : null;
    return ReadSteps.telling(
        complete,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (User user : page.items()) {
                EntityJson.write(user, json);
              }
              json.endArray().field("next_cursor", next).endObject();
            }));
  }
}
