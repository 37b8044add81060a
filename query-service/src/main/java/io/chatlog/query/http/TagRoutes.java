package io.chatlog.query.http;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.TagPage;
import io.chatlog.view.wire.SessionListCodecs;
import java.util.List;
import java.util.Set;

/** The tags of a user's sessions. */
final class TagRoutes implements Routes {
  /** How many tags may be passed over. */
  static final int OFFSET_MAX = 10_000;

  private static final int CURSOR_KIND = 14;

  private final ReadSteps steps;

  TagRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(
        HttpMethod.GET,
        "/v1/users/{user}/tags",
        "list_tags",
        Set.of("limit", "cursor", "offset"),
        this::list);
  }

  private Answer list(Request request) {
    UserId user = PathIds.user(request);
    QueryParameters query = request.query();
    int pageMax = steps.limits().pageItemsMax();
    int limit = query.integer("limit", pageMax, 1, pageMax);
    int offset = query.integer("offset", 0, 0, OFFSET_MAX);
    String given = Parameters.cursor(query);
    query.throwIfFaulty();
    Cursor<TagPage.Tag> cursors = new Cursor<>(CURSOR_KIND, SessionListCodecs.TAG, user);
    TagPage.Tag after = given == null ? null : cursors.read(given);

    Freshness freshness = steps.freshness(request);
    while (offset > 0) {
      Read<Lookup<TagPage>> passing = new Read.ListTags(user, after, Math.min(offset, pageMax));
      Complete<Lookup<TagPage>> passed = steps.ask(passing, freshness);
      TagPage page = ReadSteps.found(passed);
      if (!page.more()) {
        return answer(passed, new TagPage(List.of(), false), cursors);
      }
      after = page.items().getLast();
      offset -= page.items().size();
    }
    Complete<Lookup<TagPage>> complete =
        steps.ask(new Read.ListTags(user, after, limit), freshness);
    return answer(complete, ReadSteps.found(complete), cursors);
  }

  private static Answer answer(Complete<?> complete, TagPage page, Cursor<TagPage.Tag> cursors) {
    String next = page.more() ? cursors.write(page.items().getLast()) : null;
    return ReadSteps.telling(
        complete,
        Answer.json(
            200,
            json -> {
              json.startObject().arrayField("items");
              for (TagPage.Tag tag : page.items()) {
                json.startObject()
                    .field("name", tag.name())
                    .field("session_count", tag.sessions())
                    .endObject();
              }
              json.endArray().field("next_cursor", next).endObject();
            }));
  }
}
