package io.chatlog.query.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.value.Ids;
import io.chatlog.value.SessionStatus;
import io.chatlog.value.UserId;
import io.chatlog.view.Answer.Complete;
import io.chatlog.view.DailyRange;
import io.chatlog.view.DailyRow;
import io.chatlog.view.Lookup;
import io.chatlog.view.Read;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Statistics by the day on which conversations began, and over some days. Days are those of UTC.
 */
final class DailyStatsRoutes implements Routes {
  private static final int DAYS_DEFAULT = 30;

  private final ReadSteps steps;
  private final InstantSource clock;

  DailyStatsRoutes(ReadSteps steps, InstantSource clock) {
    this.steps = steps;
    this.clock = clock;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(
            HttpMethod.GET,
            "/v1/stats/daily",
            "daily_stats",
            Set.of("from", "to", "channel", "status", "user_id"),
            this::daily)
        .add(
            HttpMethod.GET,
            "/v1/stats/conversations",
            "conversation_stats",
            Set.of("user_id", "days"),
            this::conversations);
  }

  private Answer daily(Request request) {
    QueryParameters query = request.query();
    LocalDate today = today();
    LocalDate to = date(query, "to", today);
    LocalDate from = date(query, "from", to.minusDays(DAYS_DEFAULT - 1L));
    if (from.isAfter(to) || to.toEpochDay() - from.toEpochDay() >= DailyRow.DAYS_MAX) {
      query.fault("from", "must be a day before to, at most " + DailyRow.DAYS_MAX + " days");
    }
    SessionStatus status = query.oneOf("status", SessionStatus.class);
    UserId user = user(query);
    String channel = query.string("channel");
    query.throwIfFaulty();
    DailyRange range =
        new DailyRange((int) from.toEpochDay(), (int) to.toEpochDay(), channel, status);
    return answer(request, user, range, rows -> json -> DailyStatsJson.daily(rows, json));
  }

  private Answer conversations(Request request) {
    QueryParameters query = request.query();
    int days = query.integer("days", DAYS_DEFAULT, 1, DailyRow.DAYS_MAX);
    UserId user = user(query);
    query.throwIfFaulty();
    int today = (int) today().toEpochDay();
    DailyRange range = new DailyRange(today - days + 1, today, null, null);
    return answer(
        request, user, range, rows -> json -> DailyStatsJson.conversations(rows, days, json));
  }

  private Answer answer(
      Request request,
      @Nullable UserId named,
      DailyRange range,
      Function<List<DailyRow>, Answer.JsonContent> content) {
    UserId user =
        named == null && request.caller() instanceof Caller.OfUser(UserId own) ? own : named;
    if (user != null && !request.caller().opens(user)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN, "the token is good for the statistics of its own user only");
    }
    if (user == null) {
      Complete<List<DailyRow>> complete = steps.askAll(request, new Read.GetDailyStats(range));
      return ReadSteps.telling(
          complete, Answer.json(200, content.apply(ordered(complete.value()))));
    }
    Complete<Lookup<List<DailyRow>>> complete =
        steps.ask(request, new Read.GetUserDailyStats(user, range));
    return ReadSteps.telling(
        complete, Answer.json(200, content.apply(ordered(ReadSteps.found(complete)))));
  }

  private static List<DailyRow> ordered(List<DailyRow> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparingInt(DailyRow::epochDay)
                .thenComparing(DailyRow::channel)
                .thenComparing(DailyRow::status))
        .toList();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static @Nullable UserId user(QueryParameters query) {
    String id = query.string("user_id");
    if (id == null) {
      return null;
    }
    Optional<String> fault = Ids.fault(id);
    fault.ifPresent(why -> query.fault("user_id", ErrorCode.INVALID_ID, "the id " + why));
    return fault.isPresent() ? null : new UserId(id);
  }

  private static LocalDate date(QueryParameters query, String name, LocalDate absent) {
    String text = query.string(name);
    if (text == null) {
      return absent;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      if (Math.abs((long) date.getYear()) <= 9_999) {
        return date;
      }
    } catch (DateTimeException malformed) {
      // told below, as a year that is too far away is
    }
    query.fault(name, "must be a day such as 2026-02-28");
    return absent;
  }
}
