package io.chatlog.keeper.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.keeper.cleanup.Cleanup;
import io.chatlog.keeper.cleanup.CleanupReport;
import io.chatlog.value.Ids;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Deletes what is old, or only counts it. One at a time. */
public final class CleanupRoutes implements Routes {
  static final long DAYS_MAX = 36_500;
  private static final long DAYS_DEFAULT = 30;
  private static final FieldNames NAMES = FieldNames.of("days_old", "dry_run", "user_id");

  private final Cleanup cleanup;
  private final InstantSource clock;
  private final Semaphore one = new Semaphore(1);

  public CleanupRoutes(Cleanup cleanup, InstantSource clock) {
    this.cleanup = cleanup;
    this.clock = clock;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(HttpMethod.POST, "/v1/admin/cleanup", "cleanup", this::cleanup);
  }

  /** What is asked for. */
  private record Wanted(long days, boolean dryRun, @Nullable UserId user) {}

  private static Wanted wanted(Request request) throws IOException {
    if (request.body().isEmpty()) {
      return new Wanted(DAYS_DEFAULT, true, null);
    }
    request.mediaType(Set.of(MediaType.JSON));
    Fields fields = StrictJson.object(request.body(), NAMES);
    Long days = fields.integer("days_old", 0, DAYS_MAX);
    Boolean dryRun = fields.bool("dry_run");
    String user = fields.text("user_id");
    if (user != null) {
      Ids.fault(user)
          .ifPresent(why -> fields.faults().add("/user_id", ErrorCode.INVALID_ID, "the id " + why));
    }
    fields.faults().throwIfAny();
    return new Wanted(
        days == null ? DAYS_DEFAULT : days,
        dryRun == null || dryRun,
        user == null ? null : new UserId(user));
  }

  private Answer cleanup(Request request) throws IOException {
    Wanted wanted = wanted(request);
    if (!one.tryAcquire()) {
      throw new ProblemException(ErrorCode.TOO_MANY_REQUESTS, "another cleanup is under way");
    }
    try {
      Instant cutoff = clock.instant().minus(Duration.ofDays(wanted.days()));
      CleanupReport report =
          cleanup.run(
              ChronoUnit.MICROS.between(Instant.EPOCH, cutoff), wanted.user(), wanted.dryRun());
      return Answer.json(200, json -> write(wanted, cutoff, report, json));
    } finally {
      one.release();
    }
  }

  private static void write(Wanted wanted, Instant cutoff, CleanupReport report, JsonWriter json)
      throws IOException {
    json.startObject()
        .field("dry_run", wanted.dryRun())
        .field("days_old", wanted.days())
        .field("user_id", wanted.user() == null ? null : wanted.user().value())
        .field("older_than", cutoff);
    counts("counts", report.found(), json);
    counts("deleted", report.deleted(), json);
    json.field("kept", report.kept())
        .field("failed", report.failed())
        .field("complete", report.complete())
        .arrayField("faults");
    for (CleanupReport.Fault fault : report.faults()) {
      json.startObject()
          .field("user_id", fault.user().value())
          .field("session_id", fault.session().value())
          .field("code", fault.code().wireName())
          .field("detail", fault.detail())
          .endObject();
    }
    json.endArray().endObject();
  }

  private static void counts(String name, CleanupReport.Counts counts, JsonWriter json)
      throws IOException {
    json.objectField(name)
        .field("sessions", counts.sessions())
        .field("messages", counts.messages())
        .field("documents", counts.documents())
        .field("document_bytes", counts.documentBytes())
        .field("contexts", counts.contexts())
        .endObject();
  }
}
