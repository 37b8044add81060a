package io.chatlog.it.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.process.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * Speaks to a running system over HTTP. A search that names no position names those of all that
 * this client has written before: it sees that at once, and not only a moment later. Thread-safe.
 */
public final class ChatlogClient implements AutoCloseable {
  private static final String MIN_POSITION = "Chatlog-Min-Position";
  private static final Duration CONNECT_MAX = Duration.ofSeconds(5);

  /** Above the longest wait that the contract lets a read ask for. */
  private static final Duration REQUEST_MAX = Duration.ofSeconds(70);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_MAX)
          .build();
  private final URI writes;
  private final URI reads;

  /** The last position of each partition that a write of this client was answered with. */
  private final ConcurrentSkipListMap<Integer, Long> written = new ConcurrentSkipListMap<>();

  private ChatlogClient(URI writes, URI reads) {
    this.writes = writes;
    this.reads = reads;
  }

  /** Of a system. */
  public static ChatlogClient of(Deployment system) {
    return new ChatlogClient(system.writes(), system.reads());
  }

  /** Sends a request whatever comes of it; no connection fails the test. */
  public Reply send(Call call) {
    try {
      return attempt(call);
    } catch (IOException e) {
      throw new UncheckedIOException(call.method() + " " + call.path() + " broke off", e);
    }
  }

  /**
   * Sends a request once.
   *
   * @throws IOException when there is no answer: what became of the request is not known
   */
  public Reply attempt(Call call) throws IOException {
    URI base = call.toReads() ? reads : writes;
    byte[] body = call.body();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + call.path()))
            .timeout(REQUEST_MAX)
            .method(
                call.method(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (!call.headers().isEmpty()) {
      request.headers(call.headers().toArray(String[]::new));
    }
    if (call.toReads() && call.path().contains("/search") && !written.isEmpty()) {
      if (!call.headers().contains(MIN_POSITION)) {
        request.header(MIN_POSITION, positions());
      }
    }
    try {
      HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
      if (!call.toReads() && response.statusCode() / 100 == 2) {
        response.headers().firstValue("Chatlog-Position").ifPresent(this::remember);
      }
      return new Reply(call, response.statusCode(), response.headers(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void remember(String positions) {
    for (String position : positions.split(",")) {
      String[] parts = position.split(":");
      written.merge(Integer.valueOf(parts[0]), Long.valueOf(parts[1]), Math::max);
    }
  }

  private String positions() {
    return written.entrySet().stream()
        .map(position -> position.getKey() + ":" + position.getValue())
        .collect(Collectors.joining(","));
  }

  /** Creates a user with nothing but an id. */
  public Reply createUser(String user) {
    return send(Call.post("/v1/users").json(Json.object("user_id", user)).patiently()).expect(201);
  }

  /** Creates a persona with nothing but an id and a name, unless it is there already. */
  public Reply createPersona(String persona) {
    return send(Call.post("/v1/personas")
            .json(Json.object("persona_id", persona, "name", "N"))
            .patiently())
        .expect(201);
  }

  /** Creates a session with nothing but an id. */
  public Reply createSession(String user, String session) {
    return send(Call.post(Paths.sessions(user))
            .json(Json.object("session_id", session))
            .patiently())
        .expect(201);
  }

  /** Appends a message and waits for the decision. */
  public Reply post(String user, String session, JsonNode message) {
    return send(Call.post(Paths.messages(user, session)).json(message).patiently()).expect(201);
  }

  /** Posts messages of any users and sessions, which come into being. */
  public Reply load(List<? extends Object> items) {
    return send(Call.post("/v1/messages:batch?create_missing=true").lines(items).patiently())
        .expect(200);
  }

  /** Reads JSON. */
  public JsonNode read(String path) {
    return send(Call.get(path)).expect(200).json();
  }

  /** Every message of a session, in the order in which the server streams them. */
  public List<JsonNode> allMessages(String user, String session) {
    return send(Call.get(Paths.messages(user, session) + ":all")).expect(200).lines();
  }

  /** Statistics of a user. */
  public JsonNode userStats(String user) {
    return read(Paths.user(user) + "/stats");
  }

  /** Statistics of a session. */
  public JsonNode sessionStats(String user, String session) {
    return read(Paths.session(user, session) + "/stats");
  }

  /** Statistics of everything. */
  public JsonNode systemStats() {
    return read("/v1/stats");
  }

  /** Searches a user's messages. */
  public JsonNode search(String user, String query) {
    return send(Call.get(Paths.user(user) + "/search").query("q", query)).expect(200).json();
  }

  /** Every item of a list, page by page. */
  public List<JsonNode> walk(Call list) {
    List<JsonNode> items = new ArrayList<>();
    Reply page = send(list).expect(200);
    items.addAll(page.items());
    while (!page.json().required("next_cursor").isNull()) {
      page = send(list.query("cursor", page.json().get("next_cursor").textValue())).expect(200);
      items.addAll(page.items());
    }
    return items;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
