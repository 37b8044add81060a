package io.chatlog.http.operations;

import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RequestListener;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Objects;

/** {@code /healthz /readyz /metrics /openapi.json /docs}: the same on every server. */
public final class OperationsRoutes implements Routes, RequestListener {
  /** The gauge that tells how often the state's cache had what was looked for, 0..1. */
  public static final String CACHE_HIT_RATIO = "chatlog.rocksdb.cache.hit.ratio";

  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS = "application/openmetrics-text";

  private final Readiness readiness;
  private final PrometheusMeterRegistry registry;
  private final OperationTimes times = new OperationTimes();

  public OperationsRoutes(Readiness readiness, PrometheusMeterRegistry registry) {
    this.readiness = readiness;
    this.registry = registry;
  }

  @Override
  public void register(RouteTable routes) {
    OpenApiDocument document = OpenApiDocument.load();
    byte[] page = ReferencePage.html();
    routes
        .add(HttpMethod.GET, "/healthz", "health", request -> alive())
        .add(HttpMethod.GET, "/readyz", "readiness", request -> ready())
        .add(HttpMethod.GET, "/metrics", "metrics", this::metrics)
        .add(HttpMethod.GET, "/v1/stats/performance", "performance_stats", request -> performance())
        .add(
            HttpMethod.GET,
            "/openapi.json",
            "openapi",
            request -> Answer.bytes(200, "application/json", document.json()))
        .add(
            HttpMethod.GET,
            "/docs",
            "docs",
            request ->
                Answer.bytes(200, "text/html;charset=utf-8", page)
                    .header("Content-Security-Policy", ReferencePage.CONTENT_SECURITY_POLICY));
  }

  @Override
  public void answered(String operation, int status, long nanos) {
    times.record(operation, status, nanos);
  }

  private Answer performance() {
    Gauge ratio = registry.find(CACHE_HIT_RATIO).gauge();
    double hits = ratio == null ? Double.NaN : ratio.value();
    return Answer.json(
        200,
        json -> {
          json.startObject();
          times.writeTo(json);
          if (Double.isNaN(hits)) {
            json.nullField("cache_hit_ratio");
          } else {
            json.field("cache_hit_ratio", hits);
          }
          json.endObject();
        });
  }

  private static Answer alive() {
    return Answer.json(200, json -> json.startObject().field("status", "ok").endObject());
  }

  private Answer ready() {
    Readiness.Report report = readiness.report();
    Answer answer =
        Answer.json(
            report.ready() ? 200 : 503,
            json -> {
              json.startObject().field("ready", report.ready()).arrayField("parts");
              for (Readiness.Part part : report.parts()) {
                json.startObject()
                    .field("name", part.name())
                    .field("ready", part.ready())
                    .field("detail", part.detail());
                Double progress = part.progress();
                if (progress == null) {
                  json.nullField("progress");
                } else {
                  json.field("progress", progress.doubleValue());
                }
                json.endObject();
              }
              json.endArray().endObject();
            });
    return report.ready() ? answer : answer.header("Retry-After", "1");
  }

  private Answer metrics(Request request) {
    String accepted = Objects.requireNonNullElse(request.header("Accept"), "");
    String mediaType =
        accepted.contains(OPEN_METRICS)
            ? OPEN_METRICS + "; version=1.0.0; charset=utf-8"
            : TEXT_FORMAT;
    return Answer.stream(200, mediaType, out -> registry.scrape(out, mediaType));
  }
}
