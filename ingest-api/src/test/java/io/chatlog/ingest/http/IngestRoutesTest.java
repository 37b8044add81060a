package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.auth.Passwords;
import io.chatlog.http.HttpServer;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.http.Route;
import io.chatlog.http.RouteTable;
import io.chatlog.http.operations.OpenApiDocument;
import io.chatlog.http.operations.OpenApiDocument.ServedBy;
import io.chatlog.ingest.accept.Acceptor;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.document.PlainText;
import io.chatlog.ingest.elsewhere.Elsewhere;
import io.chatlog.ingest.email.EmailClaims;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.FakeReads;
import io.chatlog.ingest.fake.InMemoryEventLog;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.publish.Barriers;
import io.chatlog.ingest.publish.EventEncoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngestRoutesTest {
  private final OpenApiDocument document = OpenApiDocument.load();

  @Test
  void theDocumentAndTheRoutesAreTheSame() {
    RouteTable table = new RouteTable();
    routes().register(table);

    assertThat(table.labels())
        .containsExactlyInAnyOrderElementsOf(document.operations(ServedBy.INGEST));
    for (Route route : table.routes()) {
      assertThat(route.queryParameters())
          .as(route.label())
          .isEqualTo(document.queryParameters(route.label()));
    }
  }

  @Test
  void aServerTakesThem() {
    try (HttpServer server =
        new HttpServer(
            HttpServerSettings.defaults(), new SimpleMeterRegistry(), List.of(routes()))) {

      assertThat(server.routes().labels()).hasSize(31);
    }
  }

  private static IngestRoutes routes() {
    InMemoryEventLog log = new InMemoryEventLog(1);
    FakeReads reads = new FakeReads(log, 1);
    EventEncoder encoder = new EventEncoder(1, 1);
    return new IngestRoutes(
        new RouteSettings(WriteLimits.defaults(), 10, 0, 0),
        new Acceptor(WriteLimits.defaults(), new CountingIds(), new SteppingClock()),
        encoder,
        log,
        reads,
        new Barriers(encoder, log, 1, new CountingIds(), new SteppingClock()),
        new EmailClaims(encoder, log, reads, new CountingIds(), new SteppingClock()),
        new Elsewhere(encoder, log, reads, new CountingIds(), new SteppingClock()),
        new Passwords(2, Duration.ofSeconds(5), new SecureRandom()),
        PlainText.alone(),
        ImportSettings.defaults(),
        _ -> {});
  }
}
