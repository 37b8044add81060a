package io.chatlog.query.http;

import io.chatlog.config.LiveSettings;
import io.chatlog.config.LiveSettings.Outcome;
import io.chatlog.config.ProcessReport;
import io.chatlog.config.RunTimeSetting;
import io.chatlog.config.SettingsVersion;
import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.IfMatch;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.param.Preconditions;
import io.chatlog.http.problem.Faults;
import io.chatlog.http.problem.FieldFault;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.route.NodeMetadata;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The limits and settings in force, and changes of those that can change at run time. */
final class ConfigRoutes implements Routes {
  private static final String PATH = "/v1/admin/config";
  private static final String SETTINGS = "settings";
  private static final FieldNames NAMES = FieldNames.of(SETTINGS);
  private static final FieldNames SETTING_NAMES =
      FieldNames.of(
          Stream.of(RunTimeSetting.values()).map(RunTimeSetting::wireName).toArray(String[]::new));

  private final Supplier<Map<String, Object>> limits;
  private final @Nullable LiveSettings settings;
  private final Supplier<List<NodeMetadata>> nodes;

  /**
   * @param limits by name: numbers, truth values or texts
   * @param settings null where nothing can be changed
   * @param nodes the processors, which tell how far they follow
   */
  ConfigRoutes(
      Supplier<Map<String, Object>> limits,
      @Nullable LiveSettings settings,
      Supplier<List<NodeMetadata>> nodes) {
    this.limits = limits;
    this.settings = settings;
    this.nodes = nodes;
  }

  @Override
  public void register(RouteTable routes) {
    routes
        .add(HttpMethod.GET, PATH, "get_config", this::config)
        .add(HttpMethod.PATCH, PATH, "patch_config", this::patch);
  }

  private Answer config(Request request) {
    return answer(settings == null ? SettingsVersion.NONE : settings.version());
  }

  private Answer answer(SettingsVersion version) {
    Map<String, Object> limitsNow = new TreeMap<>(limits.get());
    List<NodeMetadata> nodesNow = settings == null ? List.of() : nodes.get();
    return Answer.json(200, json -> write(limitsNow, version, nodesNow, json))
        .header(IfMatch.TAG_HEADER, IfMatch.tag(version.version()));
  }

  private void write(
      Map<String, Object> limitsNow,
      SettingsVersion version,
      List<NodeMetadata> nodesNow,
      JsonWriter json)
      throws IOException {
    json.startObject().objectField("limits");
    for (Map.Entry<String, Object> limit : limitsNow.entrySet()) {
      switch (limit.getValue()) {
        case Number number -> json.field(limit.getKey(), number.longValue());
        case Boolean truth -> json.field(limit.getKey(), truth.booleanValue());
        case Object text -> json.field(limit.getKey(), text.toString());
      }
    }
    json.endObject();
    if (settings != null) {
      json.field("version", version.version());
      json.field(
          "updated_at",
          version.version() == 0
              ? null
              : Instant.EPOCH.plus(version.changedAtMicros(), ChronoUnit.MICROS));
      json.objectField(SETTINGS);
      Map<String, Long> configured = settings.configured();
      Map<String, Long> inForce = RunTimeSetting.of(settings.now());
      for (Map.Entry<String, Long> value : inForce.entrySet()) {
        json.field(value.getKey(), value.getValue().longValue());
      }
      json.endObject().objectField("configured");
      for (Map.Entry<String, Long> value : configured.entrySet()) {
        json.field(value.getKey(), value.getValue().longValue());
      }
      json.endObject();
      applied(settings, nodesNow, json);
    }
    json.endObject();
  }

  private static void applied(LiveSettings settings, List<NodeMetadata> nodesNow, JsonWriter json)
      throws IOException {
    json.field("applied_version", settings.applied()).arrayField("nodes");
    for (NodeMetadata node : nodesNow) {
      json.startObject()
          .field("role", "processor")
          .field("node_id", node.nodeId())
          .field("address", node.address().toString());
      if (node.configVersion() == null) {
        json.nullField("applied_version");
      } else {
        json.field("applied_version", node.configVersion().longValue());
      }
      json.nullField("reported_at").endObject();
    }
    for (ProcessReport process : settings.processes()) {
      json.startObject()
          .field("role", process.role())
          .field("node_id", process.role() + "-" + process.process())
          .field("address", process.process())
          .field("applied_version", process.appliedVersion())
          .field("reported_at", Instant.EPOCH.plus(process.atMicros(), ChronoUnit.MICROS))
          .endObject();
    }
    json.endArray();
  }

  private Answer patch(Request request) throws IOException {
    if (settings == null) {
      throw new ProblemException(
          ErrorCode.NOT_IMPLEMENTED, "this server was started without the log of settings");
    }
    request.mediaType(Set.of(MediaType.JSON));
    Map<String, @Nullable Long> wanted = wanted(request);
    return switch (settings.change(wanted, expected(request))) {
      case Outcome.Changed(SettingsVersion now) -> answer(now);
      case Outcome.OtherVersion(SettingsVersion now) ->
          throw new ProblemException(
              ErrorCode.VERSION_MISMATCH, "the version in force is " + now.version());
      case Outcome.Invalid(Map<String, String> invalid) -> throw invalid(invalid);
      case Outcome.Unavailable(String why) ->
          throw new ProblemException(ErrorCode.LOG_UNAVAILABLE, why);
    };
  }

  private @Nullable Long expected(Request request) {
    List<String> wanted = request.headers(IfMatch.HEADER);
    if (request.condition() == null || wanted.isEmpty() || settings == null) {
      return null;
    }
    // the first version is 0, which no condition of an entity can name
    long now = settings.version().version();
    return Preconditions.isKnown(wanted, IfMatch.tag(now)) ? (Long) now : (Long) (-1L);
  }

  private Map<String, @Nullable Long> wanted(Request request) throws IOException {
    Fields body = StrictJson.object(request.body(), NAMES);
    body.require(SETTINGS);
    String text = body.object(SETTINGS);
    explained("", body.faults()).throwIfAny();
    Fields given = StrictJson.object(Body.of(String.valueOf(text)), SETTING_NAMES);
    Map<String, @Nullable Long> wanted = new HashMap<>();
    for (RunTimeSetting setting : RunTimeSetting.values()) {
      String name = setting.wireName();
      if (given.isNull(name)) {
        wanted.put(name, null);
      } else if (given.has(name)) {
        wanted.put(name, given.integer(name, setting.least(), setting.most()));
      }
    }
    explained("/settings", given.faults()).throwIfAny();
    return wanted;
  }

  /**
   * The same faults, with what can be done about names that are not settings.
   *
   * @param at before their pointers
   */
  private Faults explained(String at, Faults faults) {
    Faults explained = new Faults();
    for (FieldFault fault : faults.list()) {
      explained.add(
          at + fault.pointer(),
          fault.code(),
          fault.code() == ErrorCode.UNKNOWN_FIELD
              ? unknown(at, fault.pointer().substring(1))
              : fault.detail());
    }
    return explained;
  }

  private String unknown(String at, String name) {
    if (at.isEmpty()) {
      return RunTimeSetting.byName(name).isPresent()
          ? "belongs into an object called settings"
          : "there is only an object called settings";
    }
    String why =
        limits.get().containsKey(name)
            ? "is fixed when the processes start"
            : "there is no such setting";
    return why
        + "; what can be changed: "
        + Stream.of(RunTimeSetting.values())
            .map(RunTimeSetting::wireName)
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static ProblemException invalid(Map<String, String> invalid) {
    Faults faults = new Faults();
    invalid.forEach(
        (name, why) ->
            faults.add(
                name.isEmpty() ? "/settings" : "/settings/" + name, ErrorCode.INVALID_FIELD, why));
    return faults.toProblem().toException();
  }
}
