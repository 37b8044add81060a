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
import io.chatlog.http.param.FreshnessHeaders;
import io.chatlog.http.param.MediaType;
import io.chatlog.keeper.backup.BackupPaths;
import io.chatlog.keeper.backup.Keeper;
import io.chatlog.keeper.backup.Manifest;
import io.chatlog.keeper.backup.Progress;
import io.chatlog.keeper.backup.Restored;
import io.chatlog.value.Ids;
import io.chatlog.value.UserId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Backups and restores. Both may take long. A client that accepts NDJSON is told how far they are,
 * line by line, and the last line says what came of it; any other client is answered at the end.
 */
public final class BackupRoutes implements Routes {
  private static final FieldNames NAMES = FieldNames.of("path", "user_id");

  private final Keeper keeper;
  private final BackupPaths paths;

  public BackupRoutes(Keeper keeper, BackupPaths paths) {
    this.keeper = keeper;
    this.paths = paths;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.POST, "/v1/admin/backup", "backup", this::backup)
        .add(HttpMethod.POST, "/v1/admin/restore", "restore", this::restore);
  }

  /** What is asked for. */
  private record Wanted(Path path, @Nullable UserId user) {}

  private Wanted wanted(Request request) throws IOException {
    request.mediaType(Set.of(MediaType.JSON));
    Fields fields = StrictJson.object(request.body(), NAMES);
    String path = fields.requiredString("path", 1, BackupPaths.CHARS_MAX);
    String user = fields.text("user_id");
    if (user != null) {
      Ids.fault(user)
          .ifPresent(why -> fields.faults().add("/user_id", ErrorCode.INVALID_ID, "the id " + why));
    }
    fields.faults().throwIfAny();
    if (path == null) {
      throw new AssertionError("its absence is a fault");
    }
    return new Wanted(paths.resolve(path), user == null ? null : new UserId(user));
  }

  private Answer backup(Request request) throws IOException {
    Wanted wanted = wanted(request);
    if (LongRun.isToldOf(request)) {
      return LongRun.told(
          progress -> keeper.backup(wanted.path(), wanted.user(), progress),
          (manifest, json) -> write(wanted, manifest, json));
    }
    Manifest manifest = keeper.backup(wanted.path(), wanted.user(), Progress.UNTOLD);
    return Answer.json(
        200,
        json -> {
          json.startObject();
          write(wanted, manifest, json);
          json.endObject();
        });
  }

  private Answer restore(Request request) throws IOException {
    Wanted wanted = wanted(request);
    if (LongRun.isToldOf(request)) {
      return LongRun.told(
          progress -> keeper.restore(wanted.path(), wanted.user(), progress),
          (restored, json) -> write(wanted, restored, json));
    }
    Restored restored = keeper.restore(wanted.path(), wanted.user(), Progress.UNTOLD);
    Answer answer =
        Answer.json(
            200,
            json -> {
              json.startObject();
              write(wanted, restored, json);
              json.endObject();
            });
    return restored.reached().isEmpty()
        ? answer
        : answer.header(FreshnessHeaders.POSITION, restored.reached().toString());
  }

  private static void write(Wanted wanted, Manifest manifest, JsonWriter json) throws IOException {
    json.field("path", wanted.path().toString());
    ManifestJson.write(manifest, json);
  }

  private static void write(Wanted wanted, Restored restored, JsonWriter json) throws IOException {
    json.field("path", wanted.path().toString())
        .field("user_id", wanted.user() == null ? null : wanted.user().value());
    ManifestJson.write("restored", restored.restored(), json);
    ManifestJson.write("present", restored.present(), json);
    ManifestJson.write("failed", restored.failed(), json);
    json.arrayField("faults");
    for (Restored.Fault fault : restored.faults()) {
      json.startObject()
          .field("kind", fault.kind().name().toLowerCase(Locale.ROOT))
          .field("id", fault.id())
          .field("user_id", fault.user() == null ? null : fault.user().value())
          .field("code", fault.code().wireName())
          .field("detail", fault.detail())
          .endObject();
    }
    json.endArray().field("positions", restored.reached().toString());
  }
}
