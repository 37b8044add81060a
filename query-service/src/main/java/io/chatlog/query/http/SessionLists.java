package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.Request;
import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.Freshness;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import io.chatlog.view.Session;
import io.chatlog.view.SessionPage;
import io.chatlog.view.SessionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lists of sessions, of one user and of all. A page of the state can be short, because the work for
 * one is bounded: it is filled up for a while before it is answered short.
 */
final class SessionLists {
  private final ReadSteps steps;

  SessionLists(ReadSteps steps) {
    this.steps = steps;
  }

  Answer ofUser(Request request) {
    UserId user = PathIds.user(request);
    SessionListParameters parameters =
        SessionListParameters.read(request.query(), user, steps.clock(), steps.limits());
    Freshness freshness = steps.freshness(request);
    Complete<Lookup<SessionPage>> first =
        steps.ask(new Read.ListSessions(user, parameters.range()), freshness);
    Freshness later = ReadSteps.noOlderThan(first, freshness);
    Filling filling = new Filling(parameters, 0);
    filling.take(ReadSteps.found(first));
    while (filling.goesOn()) {
      Read<Lookup<SessionPage>> more = new Read.ListSessions(user, filling.rest());
      filling.take(ReadSteps.found(steps.ask(more, later)));
    }
    return filling.answer(first, Set.of());
  }

  /** A partition that does not answer is left out and named, as in a search over all users. */
  Answer ofAll(Request request) {
    SessionListParameters parameters =
        SessionListParameters.read(request.query(), null, steps.clock(), steps.limits());
    Freshness freshness = steps.freshness(request);
    Filling filling = new Filling(parameters, parameters.range().offset());
    Set<Integer> silent = new TreeSet<>();
    Complete<SessionPage> first = null;
    do {
      Complete<SessionPage> complete =
          steps.ask(new Read.ListAllSessions(filling.rest()), freshness);
      silent.addAll(complete.silent());
      first = first == null ? complete : first;
      filling.take(complete.value());
    } while (filling.goesOn());
    return filling.answer(first, silent);
  }

  /** One answer while its page is filled. */
  private final class Filling {
    private final SessionListParameters parameters;
    private final Patience patience = Patience.of(steps.limits().fillMillisMax());
    private final List<Session> items = new ArrayList<>();
    private SessionRange.@Nullable From next;
    private int toPass;

    Filling(SessionListParameters parameters, int toPass) {
      this.parameters = parameters;
      this.next = parameters.range().from();
      this.toPass = toPass;
    }

    /** What is to be read next, with nothing that the reader has to pass over. */
    SessionRange rest() {
      SessionRange range = parameters.range();
      return range.from(
          next,
          toPass > 0 ? Math.min(toPass, SessionRange.LIMIT_MAX) : range.limit() - items.size());
    }

    void take(SessionPage page) {
      if (page.expired()) {
        throw new ProblemException(
            ErrorCode.INVALID_CURSOR,
            "too many sessions changed since this walk began: begin it anew");
      }
      int passed = Math.min(toPass, page.items().size());
      items.addAll(page.sessions().subList(passed, page.items().size()));
      toPass -= passed;
      next = page.from();
    }

    /** Whether to read on: always while sessions must be passed over, else for a while. */
    boolean goesOn() {
      return next != null
          && (toPass > 0 || (items.size() < parameters.range().limit() && patience.lasts()));
    }

    Answer answer(Complete<?> first, Set<Integer> silent) {
      String cursor = next == null ? null : parameters.cursor(next);
      return ReadSteps.telling(
          first,
          Answer.json(
              200,
              json -> {
                json.startObject().arrayField("items");
                for (Session session : items) {
                  EntityJson.write(session, parameters.includeMetadata(), json);
                }
                json.endArray().field("next_cursor", cursor);
                if (!silent.isEmpty()) {
                  json.arrayField("partitions_missing");
                  for (int partition : silent) {
                    json.value(partition);
                  }
                  json.endArray();
                }
                json.endObject();
              }));
    }
  }
}
