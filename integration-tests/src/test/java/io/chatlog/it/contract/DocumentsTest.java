package io.chatlog.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import io.chatlog.it.http.Reply;
import io.chatlog.it.process.Names;
import io.chatlog.it.process.WithStandalone;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents: kept to the byte, found by what they say, gone without a trace. */
@WithStandalone
class DocumentsTest {
  private static final int LARGE_BYTES = 10_000_000;
  private static final int BYTES_MAX = 10 << 20;

  private final ChatlogClient client;
  private String user = "";

  DocumentsTest(ChatlogClient client) {
    this.client = client;
  }

  @BeforeEach
  void aSession() {
    user = Names.unique("reader");
    client.createUser(user);
    client.createSession(user, "s");
  }

  private String documents() {
    return Paths.session(user, "s") + "/documents";
  }

  private static ObjectNode text(String id, String filename, String content) {
    return Json.object("document_id", id, "filename", filename, "content", content);
  }

  private static ObjectNode binary(String id, byte[] content) {
    return Json.object(
        "document_id",
        id,
        "filename",
        id + ".bin",
        "content_base64",
        Base64.getEncoder().encodeToString(content));
  }

  private Reply upload(JsonNode document) {
    return client.send(Call.post(documents()).json(document));
  }

  private List<String> found(String query) {
    return client
        .send(Call.get(Paths.user(user) + "/search").query("q", query))
        .expect(200)
        .items()
        .stream()
        .map(item -> item.get("type").asText() + " " + item.get("id").asText())
        .toList();
  }

  @Test
  void aTextIsKeptReadAndFound() {
    ObjectNode body = text("d1", "notes.md", "# Notes\n\nThe wireless card needs a driver.");
    body.put("original_name", "Ünïcode ノート.md").put("uploaded_by", "bob");
    body.set("metadata", Json.object("n", 1.5));
    Reply created = upload(body);
    JsonNode document = created.expect(201).json();
    assertThat(document.get("user_id").asText()).isEqualTo(user);
    assertThat(document.get("session_id").asText()).isEqualTo("s");
    assertThat(document.get("mime_type").asText()).isEqualTo("text/markdown");
    assertThat(document.get("size").asInt()).isEqualTo(42);
    assertThat(document.get("processing_status").asText()).isEqualTo("completed");
    assertThat(document.get("chunk_count").asInt()).isEqualTo(1);
    assertThat(document.get("uploaded_by").asText()).isEqualTo("bob");
    assertThat(document.get("metadata")).isEqualTo(Json.object("n", 1.5));
    assertThat(created.header("Location")).isEqualTo(documents() + "/d1");
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(client.read(documents() + "/d1")).isEqualTo(document);

    Reply content = client.send(Call.get(documents() + "/d1/content")).expect(200);
    assertThat(content.text()).isEqualTo(body.get("content").asText());
    assertThat(content.header("Content-Type")).isEqualTo("text/markdown");
    assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(content.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"notes.md\"; filename*=UTF-8''notes.md");
    assertThat(content.header("ETag")).isEqualTo("\"" + document.get("sha256").asText() + "\"");
    client
        .send(Call.get(documents() + "/d1/content").header("If-None-Match", content.header("ETag")))
        .expect(304);

    JsonNode hit =
        client
            .send(
                Call.get(Paths.user(user) + "/search")
                    .query("q", "wireless driver")
                    .query("highlight", true)
                    .query("type", "document")
                    .notBefore(created.position()))
            .expect(200)
            .items()
            .getFirst();
    assertThat(hit.get("type").asText()).isEqualTo("document");
    assertThat(hit.get("chunk").asLong()).isZero();
    assertThat(hit.get("id").asText()).isEqualTo("d1");
    assertThat(hit.get("content").asText()).contains("needs a driver.");
    assertThat(hit.get("highlights").get(0).asText()).contains("<em>wireless</em>");
    assertThat(hit.get("session_title").asText()).isNotEmpty();
    assertThat(hit.get("metadata")).isEqualTo(Json.object("n", 1.5));
    assertThat(hit.get("role").isNull()).isTrue();
  }

  @Test
  void bothKindsAreFoundUnlessOneIsAskedFor() {
    client.post(user, "s", Json.object("message_id", "m1", "role", "user", "content", "zebra hi"));
    upload(text("d1", "z.txt", "A zebra in a file.")).expect(201);
    assertThat(found("zebra")).containsExactlyInAnyOrder("message m1", "document d1");
    Call search = Call.get(Paths.user(user) + "/search").query("q", "zebra");
    assertThat(client.send(search.query("type", "message")).expect(200).items()).hasSize(1);
    assertThat(client.send(search.query("type", "document")).expect(200).items()).hasSize(1);
    assertThat(client.send(search.query("type", "message,document")).expect(200).items())
        .hasSize(2);
    assertThat(client.send(search.query("role", "user")).expect(200).items()).hasSize(1);
    client.send(search.query("type", "persona")).expectProblem(400, "invalid_parameter");
  }

  @Test
  void aPhraseInTheMiddleOfALongTextIsFound() {
    StringBuilder text = new StringBuilder();
    for (int sentence = 0; sentence < 20_000; sentence++) {
      text.append("Sentence number ").append(sentence).append(" says little. ");
      if (sentence == 10_000) {
        text.append("Here the purple walrus sings. ");
      }
    }
    JsonNode document = upload(text("long", "long.txt", text.toString())).expect(201).json();
    assertThat(document.get("chunk_count").asInt()).isGreaterThan(700);
    JsonNode hit =
        client
            .send(Call.get(Paths.user(user) + "/search").query("q", "\"purple walrus\""))
            .expect(200)
            .items()
            .getFirst();
    assertThat(hit.get("content").asText()).contains("purple walrus sings.");
    assertThat(hit.get("content").asText().length()).isLessThanOrEqualTo(800);
    List<JsonNode> all =
        client.walk(
            Call.get(Paths.user(user) + "/search").query("q", "little").query("limit", 500));
    assertThat(all).hasSize(document.get("chunk_count").asInt());
    assertThat(all.stream().map(hit2 -> hit2.get("content").asText()).distinct().toList())
        .hasSize(all.size());
  }

  @Test
  void tenMegabytesComeBackAsTheyWere() throws Exception {
    byte[] noise = new byte[LARGE_BYTES];
    new Random(7).nextBytes(noise);
    ObjectNode body = binary("noise", noise);
    JsonNode document = upload(body).expect(201).json();
    String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(noise));
    assertThat(document.get("size").asInt()).isEqualTo(LARGE_BYTES);
    assertThat(document.get("sha256").asText()).isEqualTo(sha);
    assertThat(document.get("processing_status").asText()).isEqualTo("failed");
    assertThat(document.get("processing_error").asText()).isNotEmpty();
    Reply content = client.send(Call.get(documents() + "/noise/content")).expect(200);
    assertThat(content.header("Content-Length")).isEqualTo(Integer.toString(LARGE_BYTES));
    assertThat(content.body()).isEqualTo(noise);
    Reply again = upload(body);
    assertThat(again.expect(201).json()).isEqualTo(document);
    assertThat(again.isDuplicate()).isTrue();
  }

  @Test
  void theLimitIsTakenAndOneMoreIsNot() {
    assertThat(upload(binary("most", new byte[BYTES_MAX])).expect(201).json().get("size").asInt())
        .isEqualTo(BYTES_MAX);
    upload(binary("more", new byte[BYTES_MAX + 1])).expectProblem(413, "document_too_large");
    client.send(Call.get(documents() + "/more")).expectProblem(404, "document_not_found");
    assertThat(client.read("/v1/admin/config").get("limits").get("document_bytes_max").asInt())
        .isEqualTo(BYTES_MAX);
    assertThat(upload(text("empty", "empty.txt", "")).expect(201).json().get("size").asInt())
        .isZero();
    assertThat(client.send(Call.get(documents() + "/empty/content")).expect(200).body()).isEmpty();
  }

  @Test
  void repeatingIsHarmlessAndOtherContentIsRefused() {
    JsonNode first = upload(text("d", "a.txt", "one")).expect(201).json();
    Reply again = upload(text("d", "a.txt", "one"));
    assertThat(again.expect(201).json()).isEqualTo(first);
    assertThat(again.isDuplicate()).isTrue();
    upload(text("d", "a.txt", "two")).expectProblem(409, "id_conflict");
    upload(text("d", "b.txt", "one")).expectProblem(409, "id_conflict");
    assertThat(found("two")).isEmpty();
    ObjectNode withoutId = Json.object("filename", "k.txt", "content", "by key");
    Call keyed = Call.post(documents()).json(withoutId).header("Idempotency-Key", "k1");
    String id = client.send(keyed).expect(201).json().get("document_id").asText();
    assertThat(client.send(keyed).expect(201).json().get("document_id").asText()).isEqualTo(id);
  }

  @Test
  void badInputIsRefusedAndChangesNothing() {
    upload(Json.object("document_id", "d")).expectProblem(400, "missing_field");
    upload(Json.object("filename", "a", "content", "x", "content_base64", "eA=="))
        .expectProblem(400, "invalid_field");
    upload(Json.object("filename", "a", "content_base64", "***"))
        .expectProblem(400, "invalid_field");
    upload(Json.object("filename", "a\nb", "content", "x")).expectProblem(400, "invalid_field");
    upload(Json.object("filename", "a", "content", "x", "mime_type", "no type"))
        .expectProblem(400, "invalid_field");
    upload(Json.object("filename", "a", "content", "x", "path", "/etc/passwd"))
        .expectProblem(400, "unknown_field");
    client
        .send(
            Call.post(Paths.session(user, "nowhere") + "/documents")
                .json(text("d", "a.txt", "lost words")))
        .expectProblem(404, "session_not_found");
    client
        .send(
            Call.post(Paths.session("nobody-" + user, "s") + "/documents")
                .json(text("d", "a.txt", "lost words")))
        .expectProblem(404, "user_not_found");
    assertThat(list(Call.get(Paths.user(user) + "/documents"))).isEmpty();
    assertThat(found("lost")).isEmpty();
  }

  @Test
  void aFileNameIsDataAndNeverAPath() {
    String name = "../../etc/\"pass\\wd\" 日本.txt";
    JsonNode document = upload(text("d", name, "x")).expect(201).json();
    assertThat(document.get("filename").asText()).isEqualTo(name);
    assertThat(
            client
                .send(Call.get(documents() + "/d/content"))
                .expect(200)
                .header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"wd_ __.txt\";"
                + " filename*=UTF-8''wd%22%20%E6%97%A5%E6%9C%AC.txt");
  }

  private List<String> list(Call call) {
    return client.walk(call).stream().map(item -> item.get("document_id").asText()).toList();
  }

  @Test
  void listsAreNewestFirstAndSurviveWrites() {
    client.createSession(user, "t");
    for (int number = 0; number < 7; number++) {
      upload(text("d" + number, number % 2 == 0 ? "a.txt" : "a.json", "{}")).expect(201);
    }
    client
        .send(Call.post(Paths.session(user, "t") + "/documents").json(text("o", "o.md", "x")))
        .expect(201);
    Call all = Call.get(Paths.user(user) + "/documents");
    assertThat(list(all.query("limit", 3)))
        .containsExactly("o", "d6", "d5", "d4", "d3", "d2", "d1", "d0");
    assertThat(list(all.query("session_id", "t"))).containsExactly("o");
    assertThat(list(all.query("type", "application/json"))).containsExactly("d5", "d3", "d1");
    assertThat(list(all.query("type", "text/*").query("limit", 2)))
        .containsExactly("o", "d6", "d4", "d2", "d0");
    client.send(all.query("type", "nonsense")).expectProblem(400, "invalid_parameter");

    Reply page = client.send(all.query("limit", 2)).expect(200);
    upload(text("later", "l.txt", "x")).expect(201);
    client.send(Call.of("DELETE", documents() + "/d5")).expect(204);
    List<String> rest = new ArrayList<>();
    JsonNode cursor = page.json().get("next_cursor");
    while (!cursor.isNull()) {
      Reply next = client.send(all.query("limit", 2).query("cursor", cursor.asText())).expect(200);
      next.items().forEach(item -> rest.add(item.get("document_id").asText()));
      cursor = next.json().get("next_cursor");
    }
    assertThat(rest).containsExactly("d4", "d3", "d2", "d1", "d0");
  }

  @Test
  void whatIsDeletedIsGone() {
    upload(text("d", "a.txt", "ephemeral thoughts")).expect(201);
    client
        .send(Call.of("DELETE", documents() + "/d").header("If-Match", "\"2\""))
        .expectProblem(412, "version_mismatch");
    Reply deleted = client.send(Call.of("DELETE", documents() + "/d")).expect(204);
    assertThat(
            client
                .send(
                    Call.get(Paths.user(user) + "/search")
                        .query("q", "ephemeral")
                        .notBefore(deleted.position()))
                .expect(200)
                .items())
        .isEmpty();
    client.send(Call.get(documents() + "/d")).expectProblem(404, "document_not_found");
    client.send(Call.get(documents() + "/d/content")).expectProblem(404, "document_not_found");
    client.send(Call.of("DELETE", documents() + "/d")).expectProblem(404, "document_not_found");
    upload(text("d", "a.txt", "another life")).expect(201);
    assertThat(found("life")).containsExactly("document d");
    assertThat(found("ephemeral")).isEmpty();
  }

  @Test
  void aSoftDeletedSessionHidesItsDocuments() {
    upload(text("d", "a.txt", "hidden treasure")).expect(201);
    Call patch = Call.patch(Paths.session(user, "s"));
    client.send(patch.json(Json.object("status", "deleted"))).expect(200);
    assertThat(found("treasure")).isEmpty();
    assertThat(list(Call.get(Paths.user(user) + "/documents"))).isEmpty();
    upload(text("e", "e.txt", "x")).expectProblem(404, "session_not_found");
    client.send(patch.json(Json.object("status", "active"))).expect(200);
    assertThat(found("treasure")).containsExactly("document d");
    assertThat(list(Call.get(Paths.user(user) + "/documents"))).containsExactly("d");
  }

  @Test
  void theSessionTakesItsDocumentsAlong() {
    byte[] large = "many words and more ".repeat(60_000).getBytes(StandardCharsets.UTF_8);
    upload(text("d", "a.txt", new String(large, StandardCharsets.UTF_8))).expect(201);
    client.send(Call.of("DELETE", Paths.session(user, "s"))).expect(204);
    assertThat(found("words")).isEmpty();
    assertThat(list(Call.get(Paths.user(user) + "/documents"))).isEmpty();
    client.send(Call.get(documents() + "/d/content")).expectProblem(404, "session_not_found");
    client.createSession(user, "s");
    client.send(Call.get(documents() + "/d")).expectProblem(404, "document_not_found");
  }

  @Test
  void whoDoesNotWaitReadsByPosition() {
    Reply accepted =
        client.send(Call.post(documents()).json(text("d", "a.txt", "swift words")).async());
    accepted.expect(202);
    String position = accepted.position();
    assertThat(
            client
                .send(Call.get(documents() + "/d").notBefore(position))
                .expect(200)
                .json()
                .get("size")
                .asInt())
        .isEqualTo(11);
    assertThat(
            client
                .send(
                    Call.get(Paths.user(user) + "/search").query("q", "swift").notBefore(position))
                .expect(200)
                .items())
        .hasSize(1);
  }

  /** A PDF of so many pages, one line of text each. */
  private static byte[] pdf(List<String> pages) {
    StringBuilder kids = new StringBuilder();
    StringBuilder objects = new StringBuilder();
    for (int page = 0; page < pages.size(); page++) {
      int number = 10 + 2 * page;
      String shown = "BT /F1 12 Tf 50 700 Td (" + pages.get(page) + ") Tj ET";
      kids.append(number).append(" 0 R ");
      objects.append(
          """
          %d 0 obj
          <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>
          endobj
          %d 0 obj
          <</Length %d>>
          stream
          %s
          endstream
          endobj
          """
              .formatted(number, number + 1, number + 1, shown.length(), shown));
    }
    return """
    %%PDF-1.4
    1 0 obj
    <</Type/Catalog/Pages 2 0 R>>
    endobj
    2 0 obj
    <</Type/Pages/Kids[%s]/Count %d>>
    endobj
    3 0 obj
    <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>
    endobj
    %strailer
    <</Root 1 0 R>>
    %%%%EOF
    """
        .formatted(kids, pages.size(), objects)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private Reply uploadForm(String id, String filename, String type, byte[] content) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(
        ("--frontier\r\nContent-Disposition: form-data; name=\"document_id\"\r\n\r\n"
                + id
                + "\r\n--frontier\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n"
                + "{\"n\": 1.50}\r\n--frontier\r\nContent-Disposition: form-data; name=\"file\"; "
                + "filename=\""
                + filename
                + "\"\r\nContent-Type: "
                + type
                + "\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n--frontier--\r\n".getBytes(StandardCharsets.UTF_8));
    return client.send(
        Call.post(documents()).body("multipart/form-data; boundary=frontier", body.toByteArray()));
  }

  @Test
  void aPhraseInTheMiddleOfAPdfIsFound() {
    List<String> pages = new ArrayList<>();
    for (int page = 0; page < 40; page++) {
      pages.add(page == 20 ? "Here the turquoise heron sleeps." : "Page " + page + " is dull.");
    }
    byte[] pdf = pdf(pages);
    JsonNode document = uploadForm("pdf", "größe.pdf", "application/pdf", pdf).expect(201).json();
    assertThat(document.get("processing_status").asText()).isEqualTo("completed");
    assertThat(document.get("filename").asText()).isEqualTo("größe.pdf");
    assertThat(document.get("metadata").toString()).isEqualTo("{\"n\":1.50}");
    assertThat(found("\"turquoise heron\"")).containsExactly("document pdf");
    Reply content = client.send(Call.get(documents() + "/pdf/content")).expect(200);
    assertThat(content.body()).isEqualTo(pdf);
    assertThat(content.header("Content-Type")).isEqualTo("application/pdf");
  }

  @Test
  void theBytesTellWhatTextThereIsWhereTheTypeIsWrong() {
    byte[] pdf = pdf(List.of("Here the ultramarine ibis nests."));
    JsonNode plain = uploadForm("p", "notes.txt", "text/plain", pdf).expect(201).json();
    assertThat(plain.get("processing_status").asText()).isEqualTo("completed");
    assertThat(plain.get("mime_type").asText()).as("stays the client's").isEqualTo("text/plain");
    assertThat(upload(binary("b", pdf)).expect(201).json().get("chunk_count").asInt()).isEqualTo(1);
    assertThat(found("\"ultramarine ibis\"")).containsExactlyInAnyOrder("document p", "document b");
    assertThat(found("endstream")).isEmpty();
    JsonNode nameless = upload(text("n", "README", "The vermilion gate.")).expect(201).json();
    assertThat(nameless.get("mime_type").asText()).isEqualTo("application/octet-stream");
    assertThat(found("vermilion")).containsExactly("document n");
  }

  @Test
  void aDocumentThatCannotBeParsedIsKeptWithTheReason() {
    byte[] cut = Arrays.copyOf(pdf(List.of("lost")), 40);
    JsonNode document = uploadForm("cut", "cut.pdf", "application/pdf", cut).expect(201).json();
    assertThat(document.get("processing_status").asText()).isEqualTo("failed");
    assertThat(document.get("processing_error").asText()).startsWith("the document cannot be read");
    assertThat(client.send(Call.get(documents() + "/cut/content")).expect(200).body())
        .isEqualTo(cut);
    String html = "<html><body><h1>Title</h1><p>Some crimson words</p></body></html>";
    uploadForm("html", "a.html", "text/html", html.getBytes(StandardCharsets.UTF_8)).expect(201);
    assertThat(found("crimson")).containsExactly("document html");
  }

  @Test
  void aBrokenFormIsRefused() {
    Call post = Call.post(documents());
    client.send(post.body("multipart/form-data", "x")).expectProblem(400, "malformed_request");
    client
        .send(post.body("multipart/form-data; boundary=b", "--b\r\n"))
        .expectProblem(400, "malformed_request");
    String field = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\nx\r\n--b--\r\n";
    client
        .send(post.body("multipart/form-data; boundary=b", field.formatted("filename")))
        .expectProblem(400, "missing_field");
    client
        .send(post.body("multipart/form-data; boundary=b", field.formatted("path")))
        .expectProblem(400, "unknown_field");
    for (String metadata :
        List.of(
            "", "{", "x", "[1]", "{\"a\":1,\"a\":2}", "{},\"b\":1", "{}} ", "{},\"metadata\":{}")) {
      String form =
          "--b\r\nContent-Disposition: form-data; name=\"metadata\"\r\n\r\n"
              + metadata
              + "\r\n"
              + "--b\r\n"
              + "Content-Disposition: form-data; name=\"file\"; filename=\"a\\b.txt\"\r\n"
              + "\r\n"
              + "x\r\n"
              + "--b--\r\n";
      Reply refused = client.send(post.body("multipart/form-data; boundary=b", form));
      assertThat(refused.expect(400).json().at("/errors/0/pointer").asText())
          .as(metadata + ": " + refused.text())
          .isEqualTo("/metadata");
      assertThat(refused.json().get("detail").asText()).doesNotContain("column");
    }
    client.send(post.body("text/plain", "x")).expectProblem(415, "unsupported_media_type");
  }

  @Test
  void aSessionListsItsDocumentsAlsoWhileItIsSoftDeleted() {
    client.createSession(user, "other");
    List<JsonNode> all = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      String type = number % 2 == 0 ? "text/html; charset=UTF-8" : "text/plain";
      ObjectNode document = text("d" + number, "d" + number, "sealion");
      all.addFirst(upload(document.put("mime_type", type)).expect(201).json());
    }
    client
        .send(
            Call.post(Paths.session(user, "other") + "/documents")
                .json(text("x", "x.txt", "other")))
        .expect(201);
    Call list = Call.get(documents());
    Call ofUser = Call.get(Paths.user(user) + "/documents").query("session_id", "s");
    for (Call each : List.of(list, ofUser)) {
      assertThat(client.walk(each.query("limit", 2))).isEqualTo(all);
      assertThat(client.send(each.query("limit", 2).query("offset", 2)).expect(200).items())
          .isEqualTo(all.subList(2, 4));
      for (String type : List.of("text/html", "TEXT/HTML; charset=utf-8")) {
        assertThat(client.walk(each.query("type", type)))
            .containsExactly(all.get(0), all.get(2), all.get(4));
      }
      client.send(each.query("offset", 10_001)).expectProblem(400, "invalid_parameter");
    }
    assertThat(client.walk(Call.get(Paths.user(user) + "/documents"))).hasSize(6);
    client
        .send(Call.get(Paths.session(user, "none") + "/documents"))
        .expectProblem(404, "session_not_found");

    client
        .send(Call.patch(Paths.session(user, "s")).json(Json.object("status", "deleted")))
        .expect(200);
    assertThat(client.walk(list)).isEqualTo(all);
    assertThat(client.read(documents() + "/d0")).isEqualTo(all.getLast());
    client.send(Call.get(documents() + "/d0/content")).expect(200);
    assertThat(client.walk(ofUser)).isEmpty();
    assertThat(client.walk(Call.get(Paths.user(user) + "/documents"))).hasSize(1);
    assertThat(found("sealion")).isEmpty();
    for (Reply refused :
        List.of(
            upload(text("more", "more", "x")),
            client.send(Call.of("DELETE", documents() + "/d0").patiently()))) {
      refused.expectProblem(404, "session_not_found");
      assertThat(refused.json().get("detail").asText()).contains("is deleted");
    }
    client
        .send(Call.patch(Paths.session(user, "s")).json(Json.object("status", "active")))
        .expect(200);
    assertThat(client.walk(ofUser)).isEqualTo(all);
    assertThat(found("sealion")).hasSize(5);
  }

  @Test
  void aPartOfTheContentIsAnsweredByItsRange() {
    byte[] bytes = new byte[1_500_000]; // three parts on the log
    new Random(7).nextBytes(bytes);
    upload(binary("r", bytes)).expect(201);
    Call content = Call.get(documents() + "/r/content");
    Reply whole = client.send(content).expect(200);
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    String tag = whole.header("ETag");
    int size = bytes.length;
    for (int[] range :
        List.of(
            new int[] {0, 0},
            new int[] {524_287, 524_288},
            new int[] {600_000, 600_009},
            new int[] {100, size - 1},
            new int[] {size - 1, size - 1})) {
      Reply part =
          client.send(content.header("Range", "bytes=" + range[0] + "-" + range[1])).expect(206);
      assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, range[0], range[1] + 1));
      assertThat(part.header("Content-Range"))
          .isEqualTo("bytes " + range[0] + "-" + range[1] + "/" + size);
      assertThat(part.header("ETag")).isEqualTo(tag);
    }
    Reply tail = client.send(content.header("Range", "bytes=-10")).expect(206);
    assertThat(tail.body()).isEqualTo(Arrays.copyOfRange(bytes, size - 10, size));
    assertThat(client.send(content.header("Range", "bytes=1499990-9999999")).expect(206).body())
        .hasSize(10);
    for (String ignored : List.of("bytes=0-1,3-4", "bytes=5-4", "lines=0-1", "bytes=-", "x")) {
      assertThat(client.send(content.header("Range", ignored)).expect(200).body()).hasSize(size);
    }
    for (String none : List.of("bytes=1500000-", "bytes=-0")) {
      Reply refused = client.send(content.header("Range", none));
      refused.expectProblem(416, "range_not_satisfiable");
      assertThat(refused.header("Content-Range")).isEqualTo("bytes */" + size);
    }
    Call first = content.header("Range", "bytes=0-0");
    client.send(first.header("If-Range", tag)).expect(206);
    client.send(first.header("If-Range", "\"other\"")).expect(200);
    client.send(first.header("If-None-Match", tag)).expect(304);
    Reply head = client.send(Call.head(documents() + "/r/content").header("Range", "bytes=0-0"));
    assertThat(head.expect(200).header("Content-Length")).isEqualTo("" + size);
  }

  @Test
  void theNameOfAFileIsNoPathToWhoSavesIt() {
    for (String[] names :
        List.of(
            new String[] {"../../etc/passwd", "filename=\"passwd\"; filename*=UTF-8''passwd"},
            new String[] {"C:\\x\\y.txt", "filename=\"y.txt\"; filename*=UTF-8''y.txt"},
            new String[] {"..", "filename=\"document\"; filename*=UTF-8''document"},
            new String[] {"a/", "filename=\"document\"; filename*=UTF-8''document"},
            new String[] {"\u202Egnp.exe", "filename=\"gnp.exe\"; filename*=UTF-8''gnp.exe"},
            new String[] {
              "a\"é;.txt", "filename=\"a__;.txt\"; filename*=UTF-8''a%22%C3%A9%3B.txt"
            })) {
      JsonNode kept = upload(Json.object("filename", names[0], "content", "x")).expect(201).json();
      assertThat(kept.get("filename").asText()).isEqualTo(names[0]);
      Call content = Call.get(documents() + "/" + kept.get("document_id").asText() + "/content");
      assertThat(client.send(content).expect(200).header("Content-Disposition"))
          .isEqualTo("attachment; " + names[1]);
    }
  }
}
