package io.chatlog.ingest.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chatlog.auth.Passwords;
import io.chatlog.event.Event;
import io.chatlog.http.Access;
import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.admission.AdmittedLog;
import io.chatlog.ingest.admission.InflightBytes;
import io.chatlog.ingest.document.PlainText;
import io.chatlog.ingest.elsewhere.Elsewhere;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.FakeReads;
import io.chatlog.ingest.fake.InMemoryEventLog;
import io.chatlog.ingest.fake.LogDecoder;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.value.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/** The write routes on a real server, over a log in memory, and a client for them. */
final class IngestHarness implements AutoCloseable {
  static final int PARTITIONS = 3;
  static final int ITEMS_MAX = 50;
  static final int INFLIGHT_BYTES_MAX = 4 << 20;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final InMemoryEventLog log = new InMemoryEventLog(PARTITIONS);
  final FakeReads reads = new FakeReads(log, PARTITIONS);
  final SteppingClock clock = new SteppingClock();
  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  IngestHarness() {
    this(Access.unchecked());
  }

  IngestHarness(Access access) {
    this(access, ImportSettings.defaults());
  }

  IngestHarness(Access access, ImportSettings imports) {
    RouteSettings settings = new RouteSettings(WriteLimits.defaults(), ITEMS_MAX, 5_000, 60_000);
    CountingIds newIds = new CountingIds();
    EventEncoder encoder = new EventEncoder(LogDecoder.SCHEMA_ID, PARTITIONS);
    AdmittedLog admitted = new AdmittedLog(log, new InflightBytes(INFLIGHT_BYTES_MAX));
    IngestRoutes routes =
        new IngestRoutes(
            settings,
            new Acceptor(settings.limits(), newIds, clock),
            encoder,
            admitted,
            reads,
            new Barriers(encoder, admitted, PARTITIONS, newIds, clock),
            new EmailClaims(encoder, admitted, reads, newIds, clock),
            new Elsewhere(encoder, admitted, reads, newIds, clock),
            new Passwords(2, Duration.ofSeconds(5), new SecureRandom()),
            PlainText.alone(),
            imports,
            _ -> {});
    server =
        new HttpServer(
                HttpServerSettings.defaults(), new SimpleMeterRegistry(), List.of(routes), access)
            .start();
  }

  /** An answer and its body as JSON. */
  record Reply(int status, HttpResponse<String> response, JsonNode json) {
    String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    String code() {
      return json.path("code").asText();
    }

    String type() {
      return header("Content-Type");
    }

    JsonNode item(int index) {
      return json.path("items").path(index);
    }
  }

  Reply post(String path, String body, String... headers) {
    return send("POST", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  Reply patch(String path, String body, String... headers) {
    return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /** Sends JSON unless the headers name another type. */
  Reply send(String method, String path, byte[] body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
    if (!List.of(headers).contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json =
          type.equals("application/x-ndjson")
              ? MAPPER.readTree("[" + response.body().strip().replace("\n", ",") + "]")
              : MAPPER.readTree(response.body());
      return new Reply(response.statusCode(), response, json);
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** As new. */
  void clear() {
    log.clear();
    reads.clear();
  }

  Reply delete(String path, String... headers) {
    return send("DELETE", path, new byte[0], headers);
  }

  /** An event as another server of ingest would have appended it; its offset. */
  long append(Event event) {
    EventEncoder encoder = new EventEncoder(LogDecoder.SCHEMA_ID, PARTITIONS);
    return log.append(List.of(encoder.encode(event))).getFirst() instanceof Append.Acknowledged a
        ? a.position().offset()
        : -1;
  }

  /** A user and a session to write to. */
  void createAnn() {
    post("/v1/users", "{\"user_id\":\"ann\"}");
    post("/v1/users/ann/sessions", "{\"session_id\":\"s1\"}");
  }

  /** The last event of a user. */
  Event lastEvent(String user) {
    UserId owner = new UserId(user);
    return log.records(reads.partitionOf(owner)).stream()
        .map(LogDecoder::event)
        .filter(event -> event.owner().equals(owner))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
