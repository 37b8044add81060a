package io.chatlog.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.http.operations.Metrics;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.http.operations.OperationsRoutes;
import io.chatlog.http.operations.Readiness;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OperationsTest {
  private static final AtomicReference<Readiness.Report> REPORT =
      new AtomicReference<>(new Readiness.Report(List.of()));
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(new OperationsRoutes(REPORT::get, Metrics.newRegistry()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void whatIsServedIsWhatIsDocumented() {
    OpenApiDocument document = OpenApiDocument.load();
    assertThat(document.differences(server.server.routes(), Set.of(ServedBy.EVERY))).isEmpty();
    RouteTable other =
        new RouteTable()
            .add(HttpMethod.GET, "/healthz", "alive", r -> Answer.empty(204))
            .add(HttpMethod.GET, "/readyz", "readiness", Set.of("x"), r -> Answer.empty(204))
            .add(HttpMethod.GET, "/secret", "secret", r -> Answer.empty(204));
    assertThat(document.differences(other, Set.of(ServedBy.EVERY)))
        .containsExactly(
            "GET /healthz is alive, documented as health",
            "GET /readyz takes [x], documented as []",
            "GET /secret is served and not documented",
            "GET /docs is documented and not served",
            "GET /metrics is documented and not served",
            "GET /openapi.json is documented and not served",
            "GET /v1/stats/performance is documented and not served");
  }

  @Test
  void healthIsAboutTheProcessOnly() {
    assertThat(server.get("/healthz").body()).isEqualTo("{\"status\":\"ok\"}");
  }

  private static JsonNode performance(TestServer server) throws IOException {
    return new ObjectMapper().readTree(server.get("/v1/stats/performance").body());
  }

  private static JsonNode row(JsonNode told, String operation) {
    return StreamSupport.stream(told.get("items").spliterator(), false)
        .filter(row -> row.get("operation").asText().equals(operation))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStreamThatEndsInAFailureCountsAsOne() throws IOException {
    int[] statuses = {503, 500, 404, 0};
    Routes live =
        routes ->
            routes.add(
                HttpMethod.GET,
                "/live",
                "live",
                Set.of("status"),
                request -> {
                  int status = request.query().integer("status", 0, 0, 599);
                  return Answer.liveStream(
                      200,
                      "application/x-ndjson",
                      out -> {
                        out.write('{');
                        if (status > 0) {
                          out.failed(status);
                        }
                        out.write('}');
                      });
                });
    var operations = new OperationsRoutes(REPORT::get, Metrics.newRegistry());
    try (TestServer own = new TestServer(operations, live)) {
      for (int status : statuses) {
        var answer = own.get("/live?status=" + status);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
      }
      JsonNode row = row(performance(own), "live");
      assertThat(row.get("count").asLong()).isEqualTo(4);
      assertThat(row.get("error_rate").asDouble()).isEqualTo(0.5);
    }
  }

  @Test
  void operationsAreTimed() throws IOException {
    server.get("/healthz");
    JsonNode told = performance(server);
    JsonNode health = row(told, "health");
    assertThat(health.get("count").asLong()).isPositive();
    assertThat(health.get("max_ms").asDouble())
        .isGreaterThanOrEqualTo(health.get("p50_ms").asDouble());
    assertThat(health.get("error_rate").asDouble()).isZero();
    assertThat(told.get("requests_per_second").asDouble()).isPositive();
    assertThat(told.get("cache_hit_ratio").isNull()).as("there is no state here").isTrue();
  }

  @Test
  void readinessTellsProgress() {
    REPORT.set(
        new Readiness.Report(
            List.of(
                Readiness.Part.ready("log", "connected"),
                new Readiness.Part("stores", false, "restoring", 0.25))));
    var notYet = server.get("/readyz");
    assertThat(notYet.statusCode()).isEqualTo(503);
    assertThat(notYet.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(notYet.body())
        .isEqualTo(
            "{\"ready\":false,\"parts\":["
                + "{\"name\":\"log\",\"ready\":true,\"detail\":\"connected\",\"progress\":null},"
                + "{\"name\":\"stores\",\"ready\":false,\"detail\":\"restoring\",\"progress\":0.25}"
                + "]}");
    REPORT.set(new Readiness.Report(List.of(Readiness.Part.ready("log", "connected"))));
    assertThat(server.get("/readyz").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreThoseOfPrometheus() {
    var plain = server.get("/metrics");
    assertThat(plain.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
    assertThat(plain.body()).contains("jvm_memory_used_bytes", "process_resident_memory_bytes");
    var open =
        server.send("GET", "/metrics", b -> b.header("Accept", "application/openmetrics-text"));
    assertThat(open.body()).endsWith("# EOF\n");
  }

  @Test
  void theDocumentIsPublished() {
    var answer = server.get("/openapi.json");
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.body()).startsWith("{\"openapi\":\"3.1.0\"");
  }

  @Test
  void theReferenceNeedsNothingFromOutside() {
    var answer = server.get("/docs");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(answer.body()).contains("<title>Chatlog API</title>", "\"/openapi.json\"");
    assertThat(Pattern.compile("(src|href)=\"(https?:)?//").matcher(answer.body()).find())
        .isFalse();
    assertThat(answer.body()).doesNotContain("/*STYLE*/", "/*SCRIPT*/", "@import");
  }
}
