package io.chatlog.ingest.http;

import io.chatlog.auth.Caller;
import io.chatlog.error.ErrorCode;
import io.chatlog.exchange.format.Branches;
import io.chatlog.exchange.format.Export;
import io.chatlog.exchange.format.Format;
import io.chatlog.exchange.record.Counts;
import io.chatlog.exchange.record.Profile;
import io.chatlog.exchange.record.UnreadableException;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.StreamLimits;
import io.chatlog.http.param.QueryParameters;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.ingest.accept.RouteKind;
import io.chatlog.ingest.accept.WriteContext;
import io.chatlog.ingest.imports.ImportReport;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.imports.Importer;
import io.chatlog.ingest.imports.Spool;
import io.chatlog.value.EmailIds;
import io.chatlog.value.Ids;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The route that imports. What is sent goes to disk first and is read through once before anything
 * is written, so that what cannot be read changes nothing, and an import that takes long holds up
 * no connection.
 */
final class ImportRoutes implements Routes {
  private static final String FORMAT = "format";
  private static final String USER = "user_id";
  private static final String BRANCHES = "branches";
  private static final String AUTO = "auto";
  private static final String NDJSON = "application/x-ndjson";

  /** What curl says of any file; what it is says the file itself. */
  private static final String FORM = "application/x-www-form-urlencoded";

  private static final Set<String> TYPES =
      Set.of(
          "application/json",
          "text/json",
          NDJSON,
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonl",
          "application/jsonlines",
          "application/x-jsonlines",
          "application/zip",
          "application/x-zip-compressed",
          "application/gzip",
          "application/x-gzip",
          "application/zstd",
          "application/octet-stream");

  private final ImportSettings settings;
  private final Importer importer;
  private final Semaphore slots;

  ImportRoutes(ImportSettings settings, Importer importer) {
    this.settings = settings;
    this.importer = importer;
    this.slots = new Semaphore(settings.atOnceMax());
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(
        HttpMethod.POST, "/v1/import", "import_export", Set.of(FORMAT, USER, BRANCHES), this::take);
  }

  private Answer take(Request request) throws IOException {
    requireType(request);
    QueryParameters query = request.query();
    String named = query.string(FORMAT);
    Format format = null;
    if (named != null && !named.equals(AUTO)) {
      Optional<Format> known = Format.parse(named);
      if (known.isEmpty()) {
        query.fault(FORMAT, "the format must be one of " + Format.names() + ", or " + AUTO);
      }
      format = known.orElse(null);
    }
    Branches branches = branches(query);
    String user = query.string(USER);
    if (user != null) {
      Ids.fault(user)
          .ifPresent(why -> query.fault(USER, ErrorCode.INVALID_ID, "the user_id " + why));
    }
    UserId caller = request.caller() instanceof Caller.OfUser(UserId own) ? own : null;
    if (user == null && caller == null && format != null && format != Format.CHATLOG) {
      query.fault(USER, "user_id says whose conversations they become");
    }
    query.throwIfFaulty();
    if (user != null && caller != null && !user.equals(caller.value())) {
      throw forbidden();
    }
    WriteContext context = new WriteContext(RouteKind.IMPORT, null, request.caller().actor(), 0);
    if (!slots.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          settings.atOnceMax() + " imports are under way, more are not taken at once");
    }
    Job job = new Job(slots);
    boolean handedOn = false;
    try {
      job.receive(request);
      job.look(format, branches);
      job.decideUser(user, caller);
      Answer answer = wantsLines(request) ? told(job, context) : whole(job, context);
      handedOn = job.isHandedOn;
      return answer;
    } catch (UnreadableException e) {
      throw new ProblemException(e.code(), e.detail());
    } finally {
      if (!handedOn) {
        job.close();
      }
    }
  }

  private static Branches branches(QueryParameters query) {
    String named = query.string(BRANCHES);
    if (named == null) {
      return Branches.MAIN;
    }
    Optional<Branches> known = Branches.parse(named);
    if (known.isEmpty()) {
      query.fault(BRANCHES, "branches must be one of " + Branches.names());
    }
    return known.orElse(Branches.MAIN);
  }

  private static ProblemException forbidden() {
    return new ProblemException(
        ErrorCode.FORBIDDEN, "the token is good for the data of its own user only");
  }

  private static void requireType(Request request) {
    String contentType = request.header("Content-Type");
    if (contentType == null || contentType.isBlank()) {
      return;
    }
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    String lower = type.toLowerCase(Locale.ROOT);
    if (!TYPES.contains(lower) && !(lower.equals(FORM) && !isOfBrowser(request))) {
      throw new ProblemException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE,
          "the content type must be application/json, application/x-ndjson, application/zip,"
              + " application/gzip, application/zstd or application/octet-stream");
    }
  }

  /** A page of another site may have a browser send a form without asking: nobody meant that. */
  private static boolean isOfBrowser(Request request) {
    return request.header("Origin") != null || request.header("Sec-Fetch-Site") != null;
  }

  private static boolean wantsLines(Request request) {
    return request.headers("Accept").stream()
        .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(NDJSON));
  }

  private Answer whole(Job job, WriteContext context) throws IOException {
    ImportReport report = importer.run(job.export(), job.user(), job.counts, context, _ -> {});
    return ImportJson.answer(job.export().format(), job.user(), report);
  }

  /** A line after each batch, and the whole at the end. */
  private Answer told(Job job, WriteContext context) {
    job.isHandedOn = true;
    return Answer.liveStream(
        200,
        NDJSON,
        out -> {
          try (job) {
            ImportProgress progress = new ImportProgress(out, job.counts);
            progress.begin();
            ImportReport report =
                importer.run(job.export(), job.user(), job.counts, context, progress::told);
            progress.end(job.export().format(), job.user(), report);
          } catch (UncheckedIOException gone) {
            throw gone.getCause();
          }
        });
  }

  /** One import from its body to its end. */
  private final class Job implements AutoCloseable {
    private final Semaphore slot;
    private Counts counts = new Counts();
    private @Nullable Spool spool;
    private @Nullable Export export;
    private @Nullable UserId user;
    private boolean isHandedOn;

    Job(Semaphore slot) {
      this.slot = slot;
    }

    void receive(Request request) throws IOException {
      StreamLimits limits =
          new StreamLimits(
              settings.bodyBytesMax(), settings.bodyTimeout(), settings.bodyBytesPerSecondMin());
      try (InputStream in = request.bodyStream(limits)) {
        spool = Spool.receive(in, settings.spoolDirectory());
      }
    }

    /** Reads all of it through: what is damaged or unfolds to too much is found out here. */
    void look(@Nullable Format format, Branches branches) throws IOException {
      if (spool == null) {
        throw new IllegalStateException("nothing was received");
      }
      export = Export.open(spool.file(), format, branches, settings.reading());
      counts = export.check();
    }

    void decideUser(@Nullable String named, @Nullable UserId caller) {
      Profile profile = counts.profile();
      if (counts.hasSeveralUsers()) {
        throw new ProblemException(
            ErrorCode.IMPORT_USER_MISMATCH, "the archive holds the exports of several users");
      }
      String id = named != null ? named : profile != null ? profile.user() : null;
      if (id == null && caller != null) {
        id = caller.value();
      }
      if (id == null) {
        throw new ProblemException(
            ErrorCode.INVALID_PARAMETER, "user_id says whose conversations they become");
      }
      if (Ids.fault(id).isPresent() || EmailIds.isReserved(id)) {
        throw new ProblemException(
            ErrorCode.INVALID_ID, "the user_id is not well formed, or reserved");
      }
      UserId decided = new UserId(id);
      if (caller != null && !caller.equals(decided)) {
        throw forbidden();
      }
      user = decided;
    }

    Export export() {
      if (export == null) {
        throw new IllegalStateException("not looked at");
      }
      return export;
    }

    UserId user() {
      if (user == null) {
        throw new IllegalStateException("not decided");
      }
      return user;
    }

    @Override
    public void close() throws IOException {
      try {
        if (export != null) {
          export.close();
        }
      } finally {
        try {
          if (spool != null) {
            spool.close();
          }
        } finally {
          slot.release();
        }
      }
    }
  }
}
