package io.chatlog.keeper.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.avro.EventRecord;
import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.event.EventAvro;
import io.chatlog.event.Payload;
import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.http.RouteTable;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.ingest.app.WritePorts;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventEncoder;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.keeper.cleanup.Cleanup;
import io.chatlog.route.LocalReads;
import io.chatlog.route.RouteSettings;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.serde.WireDecoder;
import io.chatlog.testkit.read.ModelNode;
import io.chatlog.testkit.read.ModelState;
import io.chatlog.testkit.read.ModelValues;
import io.chatlog.topic.Topics;
import io.chatlog.value.Position;
import io.chatlog.value.Role;
import io.chatlog.view.User;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is old is counted, and deleted only when that is asked for. */
class CleanupRoutesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final JsonMapper JSON = new JsonMapper();

  /** Takes events, and decides each at once. */
  private final class Log implements EventLog {
    private final WireDecoder<EventRecord> decoder =
        new WireDecoder<>(
            id -> SchemaCatalogue.byId(id).map(RegisteredSchema::schemaJson), EventRecord.class);
    private final List<String> asked = new ArrayList<>();
    private final Set<String> gone = new HashSet<>();
    private boolean away;

    @Override
    public List<Append> append(List<LogRecord> records) {
      return records.stream().map(this::one).toList();
    }

    private Append one(LogRecord record) {
      if (away) {
        return new Append.NotWritten(ErrorCode.LOG_UNAVAILABLE, "away");
      }
      try {
        Event event = EventAvro.fromAvro(decoder.decode(record.value()));
        Payload.DeleteSession deletion = (Payload.DeleteSession) event.payload();
        String name = event.owner() + "/" + deletion.sessionId();
        asked.add(name + " v" + deletion.expectedVersion() + " of " + deletion.seen().count());
        User user = ModelValues.user(event.owner().value());
        Position position =
            gone.contains(name)
                ? state.refuse(event.owner(), ErrorCode.SESSION_NOT_FOUND, "gone")
                : state.put(user);
        return new Append.Acknowledged(position);
      } catch (Exception broken) {
        throw new AssertionError(broken);
      }
    }

    @Override
    public void close() {}
  }

  private final ModelState state = new ModelState(2);
  private final Log log = new Log();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() {
    ModelNode node = ModelNode.owningAll("node", state);
    LocalReads reads =
        new LocalReads(
            node,
            node,
            2,
            RouteSettings.from(com.typesafe.config.ConfigFactory.load().getConfig("chatlog")));
    EventEncoder encoder = new EventEncoder(SchemaCatalogue.latest(Topics.EVENTS).id(), 2);
    WritePorts ports =
        new WritePorts(
            encoder,
            log,
            new EmailClaims(encoder, log, reads, () -> UUID.randomUUID().toString(), () -> NOW),
            () -> UUID.randomUUID().toString(),
            () -> NOW);
    server =
        new HttpServer(
                HttpServerSettings.defaults(),
                new SimpleMeterRegistry(),
                List.of(
                    new CleanupRoutes(
                        new Cleanup(reads, ports, Duration.ofSeconds(30), System::nanoTime),
                        () -> NOW)))
            .start();
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  private void talk(String user, String session, int daysAgo) {
    state.put(ModelValues.user(user));
    state.put(
        ModelValues.session(
            user,
            session,
            ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minus(Duration.ofDays(daysAgo)))));
  }

  private HttpResponse<String> post(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/v1/admin/cleanup"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode clean(String body) throws Exception {
    HttpResponse<String> response = post(body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  @Test
  void byDefaultWhatIsOlderThanAMonthIsCounted() throws Exception {
    talk("ada", "at-the-limit", 30);
    talk("ada", "past-it", 31);
    talk("bob", "old", 400);
    for (String body : new String[] {"", "{}", "{\"days_old\":30,\"dry_run\":true}"}) {
      JsonNode report = clean(body);
      assertThat(report.get("dry_run").booleanValue()).isTrue();
      assertThat(report.get("older_than").textValue()).isEqualTo("2026-05-02T00:00:00.000Z");
      assertThat(report.get("counts").get("sessions").intValue()).isEqualTo(2);
      assertThat(report.get("counts").get("documents").intValue()).isZero();
      assertThat(report.get("deleted").get("sessions").intValue()).isZero();
      assertThat(report.get("complete").booleanValue()).isTrue();
    }
    assertThat(log.asked).isEmpty();
  }

  @Test
  void whatIsOldIsDeletedByEventsThatNameItsVersionAndWhatItHolds() throws Exception {
    talk("ada", "new", 1);
    talk("ada", "old", 31);
    talk("bob", "old", 32);
    state.put(
        ModelValues.message(
            "ada",
            "old",
            "m",
            Role.USER,
            "said",
            ChronoUnit.MICROS.between(Instant.EPOCH, NOW.minus(Duration.ofDays(31)))));
    log.gone.add("bob/old");
    JsonNode report = clean("{\"dry_run\":false}");
    assertThat(log.asked).containsExactlyInAnyOrder("ada/old v1 of 1", "bob/old v1 of 0");
    assertThat(report.get("counts").get("sessions").intValue()).isEqualTo(2);
    assertThat(report.get("deleted").get("sessions").intValue()).isEqualTo(1);
    assertThat(report.get("kept").intValue()).isEqualTo(1);
    assertThat(report.get("failed").intValue()).isZero();
  }

  @Test
  void oneUserIsCleanedAlone() throws Exception {
    talk("ada", "old", 31);
    talk("bob", "old", 31);
    assertThat(clean("{\"user_id\":\"bob\"}").get("counts").get("sessions").intValue())
        .isEqualTo(1);
    clean("{\"user_id\":\"bob\",\"dry_run\":false}");
    assertThat(log.asked).containsExactly("bob/old v1 of 0");
    assertThat(post("{\"user_id\":\"nobody\"}").statusCode()).isEqualTo(404);
  }

  @Test
  void whatTheLogDoesNotTakeHasFailed() throws Exception {
    talk("ada", "old", 31);
    log.away = true;
    JsonNode report = clean("{\"dry_run\":false}");
    assertThat(report.get("failed").intValue()).isEqualTo(1);
    assertThat(report.get("deleted").get("sessions").intValue()).isZero();
    assertThat(report.get("faults").get(0).get("code").textValue()).isEqualTo("log_unavailable");
  }

  @Test
  void moreThanABatchIsDeletedInBatches() throws Exception {
    for (int number = 0; number < 450; number++) {
      talk("ada", "s" + number, 40);
    }
    assertThat(clean("{\"dry_run\":false}").get("deleted").get("sessions").intValue())
        .isEqualTo(450);
    assertThat(new HashSet<>(log.asked)).hasSize(450);
  }

  @Test
  void theRouteIsPublished() {
    RouteTable routes = new RouteTable();
    new CleanupRoutes(new Cleanup(null, null, Duration.ZERO, System::nanoTime), () -> NOW)
        .register(routes);
    assertThat(OpenApiDocument.load().operations(ServedBy.KEEPER)).containsAll(routes.labels());
  }

  @Test
  void badInputIsRefused() throws Exception {
    talk("ada", "old", 31);
    for (String body :
        new String[] {
          "{\"days_old\":-1,\"dry_run\":false}",
          "{\"days_old\":36501,\"dry_run\":false}",
          "{\"days_old\":1.5,\"dry_run\":false}",
          "{\"dry_run\":\"no\"}",
          "{\"user_id\":\"a b\",\"dry_run\":false}",
          "{\"days\":1,\"dry_run\":false}",
          "[]"
        }) {
      assertThat(post(body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(clean("{\"days_old\":0}").get("counts").get("sessions").intValue()).isEqualTo(1);
    assertThat(clean("{\"days_old\":36500}").get("counts").get("sessions").intValue()).isZero();
    assertThat(log.asked).isEmpty();
  }
}
