package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.chatlog.config.LiveSettings;
import io.chatlog.config.ProcessReport;
import io.chatlog.config.RunTimeSetting;
import io.chatlog.config.SettingsLog;
import io.chatlog.config.SettingsVersion;
import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Settings that are changed while the server runs. */
final class ConfigRoutesTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Keeps versions in memory. */
  private static final class Kept implements SettingsLog {
    private final List<Consumer<SettingsVersion>> listeners = new ArrayList<>();
    private SettingsVersion now = SettingsVersion.NONE;
    private SettingsVersion first;

    @Override
    public SettingsVersion now() {
      return now;
    }

    @Override
    public void follow(Consumer<SettingsVersion> listener) {
      listeners.add(listener);
      listener.accept(now);
    }

    @Override
    public Outcome change(SettingsVersion next) {
      if (first != null) {
        read(first);
      }
      SettingsVersion before = now;
      read(next);
      return now == before ? new Outcome.Overtaken(now) : new Outcome.Changed(now);
    }

    private void read(SettingsVersion version) {
      now = now.then(version);
      listeners.forEach(listener -> listener.accept(now));
    }

    @Override
    public List<ProcessReport> reports() {
      long now = 1_767_225_600_000_000L; // the beginning of 2026
      return List.of(
          new ProcessReport("ingest", "gone:8080", 1, now - 661_000_000),
          new ProcessReport("ingest", "here:8080", 2, now - 660_000_000));
    }

    @Override
    public void close() {}
  }

  private final Kept kept = new Kept();
  private final LiveSettings settings =
      new LiveSettings(
          configured(), kept, ConfigRoutesTest::check, () -> Instant.parse("2026-01-01T00:00:00Z"));
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  private static Config configured() {
    Config all = ConfigFactory.empty();
    for (RunTimeSetting setting : RunTimeSetting.values()) {
      all =
          all.withValue(
              setting.path(),
              com.typesafe.config.ConfigValueFactory.fromAnyRef(
                  Math.clamp(100, setting.least(), setting.most())));
    }
    return all;
  }

  private static void check(Config chatlog) {
    if (chatlog.getInt("query.page_items_default") > chatlog.getInt("query.page_items_max")) {
      throw new IllegalArgumentException("page_items_default must be 1..page_items_max");
    }
  }

  @BeforeEach
  void start() {
    server =
        new HttpServer(
                HttpServerSettings.defaults(),
                new SimpleMeterRegistry(),
                List.of(new ConfigRoutes(() -> Map.of("body_bytes_max", 1), settings, List::of)))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void processesTellHowFarTheyFollowForAsLongAsTheyAreHeardOf() throws Exception {
    JsonNode answer = JSON.readTree(patch("{\"settings\":{}}").body());
    assertThat(answer.get("nodes").toString())
        .isEqualTo(
            "[{\"role\":\"ingest\",\"node_id\":\"ingest-here:8080\",\"address\":\"here:8080\","
                + "\"applied_version\":2,\"reported_at\":\"2025-12-31T23:49:00.000Z\"}]");
  }

  private HttpResponse<String> patch(String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/v1/admin/config"))
            .header("Content-Type", "application/merge-patch+json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode get() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/v1/admin/config")).build();
    return JSON.readTree(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  @Test
  void whatIsChangedIsInForceAndWhatWasConfiguredStaysKnown() throws Exception {
    List<Long> applied = new ArrayList<>();
    settings.follow(now -> applied.add(now.getLong("ingest.content_chars_max")));
    assertThat(get().get("version").asLong()).isZero();
    assertThat(get().get("updated_at").isNull()).isTrue();

    HttpResponse<String> changed = patch("{\"settings\":{\"content_chars_max\":7}}");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.headers().firstValue("ETag")).contains("\"1\"");
    JsonNode now = get();
    assertThat(now).isEqualTo(JSON.readTree(changed.body()));
    assertThat(now.get("version").asLong()).isEqualTo(1);
    assertThat(now.get("updated_at").asText()).isEqualTo("2026-01-01T00:00:00.000Z");
    assertThat(now.get("settings").get("content_chars_max").asLong()).isEqualTo(7);
    assertThat(now.get("configured").get("content_chars_max").asLong()).isEqualTo(100);
    assertThat(now.get("limits").get("body_bytes_max").asLong()).isEqualTo(1);

    assertThat(patch("{\"settings\":{\"content_chars_max\":null}}").statusCode()).isEqualTo(200);
    assertThat(get().get("settings").get("content_chars_max").asLong()).isEqualTo(100);
    assertThat(applied).containsExactly(100L, 7L, 100L);
  }

  @Test
  void everyFaultIsNamedAndNothingChanges() throws Exception {
    HttpResponse<String> refused =
        patch(
            "{\"settings\":{\"content_chars_max\":0,\"page_items_max\":1001,\"nonsense\":1,"
                + "\"tags_max\":\"many\"}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    JsonNode errors = JSON.readTree(refused.body()).get("errors");
    List<String> pointers = new ArrayList<>();
    errors.forEach(error -> pointers.add(error.get("pointer").asText()));
    assertThat(pointers)
        .containsExactlyInAnyOrder(
            "/settings/content_chars_max",
            "/settings/page_items_max",
            "/settings/nonsense",
            "/settings/tags_max");
    assertThat(get().get("version").asLong()).isZero();
  }

  @Test
  void theBoundsThemselvesAreTaken() throws Exception {
    for (RunTimeSetting setting : RunTimeSetting.values()) {
      String name = setting.wireName();
      if (name.startsWith("page_items")) {
        continue; // they depend on each other
      }
      for (long value : new long[] {setting.least(), setting.most()}) {
        assertThat(patch("{\"settings\":{\"" + name + "\":" + value + "}}").statusCode())
            .as(name)
            .isEqualTo(200);
      }
      for (long value : new long[] {setting.least() - 1, setting.most() + 1}) {
        assertThat(patch("{\"settings\":{\"" + name + "\":" + value + "}}").statusCode())
            .as(name)
            .isEqualTo(400);
      }
    }
  }

  @Test
  void valuesThatDoNotFitTogetherAreRefused() throws Exception {
    HttpResponse<String> refused =
        patch("{\"settings\":{\"page_items_default\":60,\"page_items_max\":50}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("page_items_default must be 1..page_items_max");
    assertThat(get().get("version").asLong()).isZero();
  }

  @Test
  void aChangeOfAnotherVersionIsRefused() throws Exception {
    String body = "{\"settings\":{\"tags_max\":7}}";
    assertThat(patch(body, "If-Match", "\"1\"").statusCode()).isEqualTo(412);
    assertThat(patch(body, "If-Match", "\"0\"").statusCode()).isEqualTo(200);
    assertThat(patch(body, "If-Match", "\"0\"").statusCode()).isEqualTo(412);
    String other = "{\"settings\":{\"tags_max\":8}}";
    assertThat(patch(other, "If-Match", "\"1\"").statusCode()).isEqualTo(200);
    kept.first = new SettingsVersion(3, 1, Map.of("tags_max", 9L));
    assertThat(patch(body).statusCode()).isEqualTo(412);
    assertThat(get().get("settings").get("tags_max").asLong()).isEqualTo(9);
  }

  @Test
  void aPatchThatSetsWhatIsSoAlreadyMakesNoVersion() throws Exception {
    String body = "{\"settings\":{\"tags_max\":7}}";
    assertThat(patch(body).statusCode()).isEqualTo(200);
    for (String idle :
        List.of(body, "{\"settings\":{}}", "{\"settings\":{\"page_items_max\":null}}")) {
      assertThat(patch(idle, "If-Match", "\"1\"").statusCode()).isEqualTo(200);
      assertThat(patch(idle, "If-Match", "\"2\"").statusCode()).isEqualTo(412);
      assertThat(get().get("version").asLong()).isEqualTo(1);
    }
  }

  @Test
  void aBodyThatIsNoPatchIsRefused() throws Exception {
    assertThat(patch("{}").statusCode()).isEqualTo(400);
    assertThat(patch("{\"settings\":1}").statusCode()).isEqualTo(400);
    assertThat(patch("{\"limits\":{}}").statusCode()).isEqualTo(400);
    assertThat(patch("[]").statusCode()).isEqualTo(400);
  }
}
