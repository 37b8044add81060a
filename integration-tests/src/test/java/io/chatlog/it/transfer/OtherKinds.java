package io.chatlog.it.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Documents, contexts, personas and panels: made, told, and repeated. */
final class OtherKinds {
  private static final String USER = "ada";
  private static final int LARGE_BYTES = 10_000_000;

  private OtherKinds() {}

  /** Makes some of each kind, in sessions that are there; changes and deletes some. */
  static void fill(ChatlogClient client) {
    upload(client, "kept", "d3", "The cardamom arrived on a ship.".getBytes());
    upload(client, "hidden", "d1", "The cinnamon is hidden in a box.".getBytes());
    upload(client, "gone", "d9", "gone".getBytes());
    byte[] large = new byte[LARGE_BYTES];
    new Random(7).nextBytes(large);
    upload(client, "kept", "large", large);
    upload(
        client,
        "kept",
        "book",
        "All work and no play makes a dull book. ".repeat(15_000).getBytes());
    upload(client, "kept", "empty", new byte[0]);
    upload(client, "kept", "torn", "torn up".getBytes());
    client.send(Call.of("DELETE", Paths.session(USER, "kept") + "/documents/torn")).expect(204);
    for (String session : List.of("hidden", "kept", "")) {
      post(client, Paths.user(USER) + "/contexts", context(session));
    }
    post(client, "/v1/personas", persona("kit"));
    post(client, "/v1/personas", Json.object("persona_id", "max", "name", "Max"));
    post(client, "/v1/personas", Json.object("persona_id", "no-one", "name", "No One"));
    client
        .send(
            Call.patch("/v1/personas/kit")
                .json(Json.object("description", "dry", "traits", List.of())))
        .expect(200);
    client.send(Call.of("DELETE", "/v1/personas/no-one")).expect(204);
    for (String panel : List.of("board", "lost")) {
      post(client, "/v1/panels", panel(panel));
      for (int number = 1; number <= 5; number++) {
        post(client, "/v1/panels/" + panel + "/messages", panelMessage(number));
      }
      post(client, "/v1/panels/" + panel + "/insights", insight());
    }
    client
        .send(
            Call.patch("/v1/panels/board")
                .json(Json.object("personas", List.of("max"), "title", "Later")))
        .expect(200);
    client.send(Call.of("DELETE", "/v1/panels/lost")).expect(204);
  }

  private static JsonNode document(String id, byte[] content) {
    return Json.object(
        "document_id",
        id,
        "filename",
        id.equals("large") || id.equals("empty") ? id + ".bin" : id + ".txt",
        "original_name",
        "Ünïcode " + id,
        "uploaded_by",
        "bob",
        "content_base64",
        Base64.getEncoder().encodeToString(content),
        "metadata",
        Json.read("{\"n\": 1.50,\n \"of\": [\"" + id + "\"]}"));
  }

  private static void upload(ChatlogClient client, String session, String id, byte[] content) {
    post(client, Paths.session(USER, session) + "/documents", document(id, content));
  }

  private static JsonNode context(String session) {
    return session.isEmpty()
        ? Json.object("context_id", "c-none", "summary", "of nothing")
        : Json.object(
            "context_id",
            "c-" + session,
            "session_id",
            session,
            "title",
            "Context of " + session,
            "summary",
            "saffron was spoken of",
            "key_points",
            List.of("saffron", "saffron again"),
            "entities",
            Json.read("{\"spice\": [\"saffron\"]}"),
            "confidence",
            0.25,
            "message_range",
            Json.object("from_seq", 1, "to_seq", 2),
            "metadata",
            Json.object("deep", Json.object("n", 1)));
  }

  private static JsonNode persona(String id) {
    return Json.object(
        "persona_id", id,
        "name", "Kit",
        "traits", List.of("calm", "quick"),
        "expertise", List.of("spices"),
        "communication_style", Json.object("tone", "dry"),
        "owner_id", USER,
        "metadata", Json.object("x", 1));
  }

  private static JsonNode panel(String id) {
    return Json.object(
        "panel_id",
        id,
        "title",
        "Panel",
        "type",
        "expert_panel",
        "personas",
        List.of("kit", "max"),
        "config",
        Json.object("rounds", 3),
        "metadata",
        Json.object("x", 1));
  }

  private static JsonNode panelMessage(int number) {
    return number == 1
        ? Json.object(
            "message_id", "m1",
            "role", "user",
            "content", "which spice?",
            "author_id", "eve",
            "timestamp", "2026-01-01T00:00:00Z")
        : Json.object(
            "message_id",
            "m" + number,
            "role",
            "assistant",
            "content",
            "spice " + number + " 日本語",
            "persona_id",
            number % 2 == 0 ? "kit" : "max",
            "response_to",
            "m" + (number - 1),
            "metadata",
            Json.object("n", number));
  }

  private static JsonNode insight() {
    return Json.object(
        "insight_id", "i1",
        "type", "recommendation",
        "content", "saffron it is",
        "supporting_messages", List.of("m2", "m4"));
  }

  private static Reply post(ChatlogClient client, String path, JsonNode body) {
    return client.send(Call.post(path).json(body).patiently()).expect(201);
  }

  /** What a system tells of a user's documents and contexts. */
  static void tellOfUser(ChatlogClient client, String user, Map<String, String> texts) {
    String path = Paths.user(user);
    List<JsonNode> documents = client.walk(Call.get(path + "/documents").query("limit", 2));
    texts.put(path + "/documents", documents.toString());
    for (JsonNode document : documents) {
      tellOfDocument(client, document, texts);
    }
    texts.put(
        path + "/contexts", client.walk(Call.get(path + "/contexts").query("limit", 1)).toString());
  }

  private static void tellOfDocument(
      ChatlogClient client, JsonNode document, Map<String, String> texts) {
    String at =
        Paths.session(document.get("user_id").asText(), document.get("session_id").asText())
            + "/documents/"
            + document.get("document_id").asText();
    texts.put(at, client.read(at).toString());
    byte[] content = client.send(Call.get(at + "/content")).expect(200).body();
    assertThat(sha256(content)).isEqualTo(document.get("sha256").asText());
    texts.put(at + "/content", content.length + " " + sha256(content));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What a system tells of all personas and panels. */
  static void tell(ChatlogClient client, Map<String, String> texts) {
    texts.put("personas", client.walk(Call.get("/v1/personas").query("limit", 1)).toString());
    List<JsonNode> panels = client.walk(Call.get("/v1/panels").query("limit", 1));
    texts.put("panels", panels.toString());
    for (JsonNode panel : panels) {
      String at = "/v1/panels/" + panel.get("panel_id").asText();
      texts.put(at, client.read(at).toString());
      texts.put(at + "/stats", client.read(at + "/stats").toString());
      for (String said : List.of("/messages", "/insights")) {
        texts.put(at + said, client.walk(Call.get(at + said).query("limit", 2)).toString());
      }
    }
  }

  /** Retries are known for such, seqs go on, and search finds. */
  static void asBefore(ChatlogClient client) {
    for (Reply repeated :
        List.of(
            post(
                client,
                Paths.session(USER, "kept") + "/documents",
                document("d3", "The cardamom arrived on a ship.".getBytes())),
            post(client, Paths.user(USER) + "/contexts", context("kept")),
            post(client, "/v1/personas", persona("kit")),
            post(client, "/v1/panels", panel("board")),
            post(client, "/v1/panels/board/messages", panelMessage(4)),
            post(client, "/v1/panels/board/insights", insight()))) {
      assertThat(repeated.isDuplicate()).as(repeated.toString()).isTrue();
    }
    assertThat(found(client, "cardamom")).containsExactly("d3");
    assertThat(found(client, "dull")).contains("book");
    assertThat(found(client, "cinnamon")).isEmpty();
    Reply next =
        post(
            client,
            "/v1/panels/board/messages",
            Json.object("role", "assistant", "content", "and then?", "persona_id", "max"));
    assertThat(next.json().get("seq").asLong()).isEqualTo(6);
  }

  /** The session that was soft-deleted is shown again, with what it holds. */
  static void asShownAgain(ChatlogClient client) {
    assertThat(found(client, "cinnamon")).containsExactly("d1");
    JsonNode context = client.read(Paths.user(USER) + "/contexts/c-hidden");
    assertThat(context.get("title").asText()).isEqualTo("Context of hidden");
  }

  private static List<String> found(ChatlogClient client, String query) {
    return client
        .send(Call.get(Paths.user(USER) + "/search").query("q", query).query("type", "document"))
        .expect(200)
        .items()
        .stream()
        .map(item -> item.get("id").asText())
        .distinct()
        .toList();
  }
}
