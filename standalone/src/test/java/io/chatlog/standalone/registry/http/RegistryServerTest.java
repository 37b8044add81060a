package io.chatlog.standalone.registry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.chatlog.serde.RegisteredSchema;
import io.chatlog.serde.RegistryClient;
import io.chatlog.serde.RegistryRefusedException;
import io.chatlog.serde.SchemaCatalogue;
import io.chatlog.standalone.net.FreePorts;
import io.chatlog.standalone.net.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The registry over HTTP, held to what Confluent documents. */
class RegistryServerTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final RegisteredSchema FIRST =
      new RegisteredSchema("a-value", 1, 11, record("{'name':'x','type':'int'}"));
  private static final RegisteredSchema SECOND =
      new RegisteredSchema(
          "a-value",
          2,
          12,
          record("{'name':'x','type':'int'},{'name':'y','type':'int','default':0}"));
  private static final RegisteredSchema OTHER =
      new RegisteredSchema("b-value", 1, 13, "\"string\"");

  private static RegistryServer server;

  @BeforeAll
  static void start() {
    server = RegistryServer.start(new HostPort("127.0.0.1", 0), List.of(OTHER, SECOND, FIRST));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void listsSubjectsAndVersions() throws Exception {
    assertThat(get("/subjects", 200)).isEqualTo(json("['a-value','b-value']"));
    assertThat(get("/subjects/a-value/versions", 200)).isEqualTo(json("[1,2]"));
    assertThat(get("/schemas/types", 200)).isEqualTo(json("['AVRO']"));
    assertThat(get("/schemas", 200)).hasSize(3);
  }

  @Test
  void answersASchemaByPlace() throws Exception {
    JsonNode latest = get("/subjects/a-value/versions/latest", 200);
    assertThat(latest).isEqualTo(get("/subjects/a-value/versions/2", 200));
    assertThat(latest).isEqualTo(get("/subjects/a-value/versions/-1", 200));
    assertThat(latest)
        .isEqualTo(
            JSON.valueToTree(
                Map.of(
                    "subject", "a-value", "version", 2, "id", 12, "schema", SECOND.schemaJson())));
    assertThat(get("/subjects/a-value/versions/1/schema", 200))
        .isEqualTo(JSON.readTree(FIRST.schemaJson()));
  }

  @Test
  void answersASchemaById() throws Exception {
    assertThat(get("/schemas/ids/11", 200))
        .isEqualTo(JSON.valueToTree(Map.of("schema", FIRST.schemaJson())));
    assertThat(get("/schemas/ids/11/schema", 200)).isEqualTo(JSON.readTree(FIRST.schemaJson()));
    assertThat(get("/schemas/ids/11/versions", 200))
        .isEqualTo(json("[{'subject':'a-value','version':1}]"));
    assertThat(get("/schemas/ids/11/subjects", 200)).isEqualTo(json("['a-value']"));
  }

  @ParameterizedTest
  @CsvSource({
    "/subjects/none/versions, 404, 40401",
    "/subjects/none/versions/1, 404, 40401",
    "/subjects/a-value/versions/3, 404, 40402",
    "/subjects/a-value/versions/0, 422, 42202",
    "/subjects/a-value/versions/x, 422, 42202",
    "/schemas/ids/99, 404, 40403",
    "/schemas/ids/x, 404, 404",
    "/nothing, 404, 404"
  })
  void answersFaultsInConfluentsShape(String path, int status, int errorCode) throws Exception {
    JsonNode fault = get(path, status);
    assertThat(fault.path("error_code").asInt()).isEqualTo(errorCode);
    assertThat(fault.path("message").asText()).isNotBlank();
  }

  @Test
  void registersWhatIsReleasedUnderItsOwnId() throws Exception {
    JsonNode registered = post("/subjects/a-value/versions", schema(FIRST.schemaJson()), 200);
    assertThat(registered).isEqualTo(json("{'id':11}"));
    JsonNode spaced =
        post("/subjects/a-value/versions", schema(" " + FIRST.schemaJson() + "\n"), 200);
    assertThat(spaced).isEqualTo(registered);
    JsonNode found = post("/subjects/a-value", schema(FIRST.schemaJson()), 200);
    assertThat(found.path("version").asInt()).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNotReleased() throws Exception {
    String later = record("{'name':'x','type':'int'},{'name':'z','type':'long','default':1}");
    assertThat(post("/subjects/a-value", schema(later), 404).path("error_code").asInt())
        .isEqualTo(40403);
    assertThat(post("/subjects/a-value/versions", schema(later), 422).path("error_code").asInt())
        .isEqualTo(42205);
    assertThat(post("/subjects/new/versions", schema(later), 422).path("error_code").asInt())
        .isEqualTo(42205);
    String incompatible = record("{'name':'other','type':'string'}");
    JsonNode conflict = post("/subjects/a-value/versions", schema(incompatible), 409);
    assertThat(conflict.path("error_code").asInt()).isEqualTo(409);
    assertThat(conflict.path("message").asText()).contains("incompatible with version 2");
  }

  @Test
  void refusesWhatIsNoSchema() throws Exception {
    for (String body : List.of(schema("{"), schema("{\"type\":\"nothing\"}"), "{}")) {
      assertThat(post("/subjects/a-value/versions", body, 422).path("error_code").asInt())
          .isEqualTo(42201);
    }
    assertThat(post("/subjects/a-value/versions", "not json", 400).path("error_code").asInt())
        .isEqualTo(400);
  }

  @Test
  void isReadOnly() throws Exception {
    assertThat(get("/config", 200)).isEqualTo(json("{'compatibilityLevel':'BACKWARD'}"));
    assertThat(get("/config/a-value", 200)).isEqualTo(json("{'compatibilityLevel':'BACKWARD'}"));
    assertThat(get("/mode", 200)).isEqualTo(json("{'mode':'READONLY'}"));
    HttpRequest change =
        request("/config").PUT(BodyPublishers.ofString("{\"compatibility\":\"NONE\"}")).build();
    assertThat(send(change, 422).path("error_code").asInt()).isEqualTo(42205);
    HttpRequest delete = request("/subjects/a-value").DELETE().build();
    assertThat(send(delete, 422).path("error_code").asInt()).isEqualTo(42205);
  }

  @Test
  void servesOurClient() throws Exception {
    URI nobody = new HostPort("127.0.0.1", FreePorts.choose("127.0.0.1")).url();
    try (RegistryClient client =
        new RegistryClient(List.of(nobody, server.url()), Duration.ofSeconds(5))) {
      assertThat(client.register("a-value", SECOND.schemaJson())).isEqualTo(12);
      assertThat(client.schemaById(13)).contains(OTHER.schemaJson());
      assertThat(client.schemaById(99)).isEmpty();
      assertThatExceptionOfType(RegistryRefusedException.class)
          .isThrownBy(() -> client.register("a-value", "\"string\""))
          .withMessageContaining("HTTP 409")
          .withMessageContaining("incompatible with version 2");
    }
  }

  @Test
  void ourClientSaysWhoDoesNotAnswerAndKeepsSecrets() throws Exception {
    URI nobody = URI.create("http://key:secret@127.0.0.1:" + FreePorts.choose("127.0.0.1"));
    try (RegistryClient client = new RegistryClient(List.of(nobody), Duration.ofMillis(300))) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> client.schemaById(1))
          .withMessageContaining("127.0.0.1:" + nobody.getPort() + " does not answer")
          .satisfies(e -> assertThat(e).hasMessageNotContaining("secret"));
    }
  }

  @Test
  void holdsEveryReleasedSchema() {
    List<RegisteredSchema> released = SchemaCatalogue.released();
    HostPort any = new HostPort("127.0.0.1", 0);
    try (RegistryServer whole = RegistryServer.start(any, released);
        RegistryClient client = new RegistryClient(List.of(whole.url()), Duration.ofSeconds(5))) {
      assertThat(released)
          .isNotEmpty()
          .allSatisfy(
              schema ->
                  assertThat(client.register(schema.subject(), schema.schemaJson()))
                      .isEqualTo(schema.id()));
    }
  }

  private static String record(String fields) {
    return "{'type':'record','name':'A','fields':[%s]}".formatted(fields).replace('\'', '"');
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static String schema(String schemaJson) {
    return JSON.createObjectNode().put("schema", schemaJson).toString();
  }

  private static JsonNode get(String path, int status) throws Exception {
    return send(request(path).GET().build(), status);
  }

  private static JsonNode post(String path, String body, int status) throws Exception {
    return send(request(path).POST(BodyPublishers.ofString(body)).build(), status);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("Content-Type", RegistryRoutes.CONTENT_TYPE);
  }

  private static JsonNode send(HttpRequest request, int status) throws Exception {
    HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains(RegistryRoutes.CONTENT_TYPE);
    return JSON.readTree(response.body());
  }
}
