package io.chatlog.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.ingest.http.IngestHarness.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserBatchTest {
  private static final String BATCH = "/v1/users:batch";

  @Test
  void aKeyThatIsInMetadataTooIsNamedHoweverItComes() {
    String clash = "{\"user_id\":\"a\",\"age\":2,\"metadata\":{\"age\":1}}";
    for (Reply reply :
        List.of(
            INGEST.post("/v1/users", clash),
            INGEST.patch("/v1/users/a", clash.replace("\"user_id\":\"a\",", "")))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().path("errors").path(0).path("pointer").asText()).isEqualTo("/age");
    }
    for (Reply reply :
        List.of(
            INGEST.post(BATCH, "[" + clash + "]"),
            INGEST.post(BATCH, clash + "\n", "Content-Type", "application/x-ndjson"),
            INGEST.post(
                BATCH,
                "user_id,age,metadata\na,2,\"{\"\"age\"\":1}\"\n",
                "Content-Type",
                "text/csv"))) {
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.item(0).path("code").asText()).isEqualTo("invalid_field");
      assertThat(reply.item(0).path("error_message").asText()).contains("/age");
    }
  }

  private static final IngestHarness INGEST = new IngestHarness();

  @BeforeEach
  void clear() {
    INGEST.clear();
  }

  @AfterAll
  static void close() {
    INGEST.close();
  }

  @Test
  void anArrayOfUsers() {
    Reply reply =
        INGEST.post(
            BATCH,
            "[{\"user_id\":\"a\",\"team\":\"x\"},{\"name\":\"n\"},{\"user_id\":\"a\",\"team\":\"x\"},{\"user_id\":\"a"
                + " b\"}]");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("succeeded").asInt()).isEqualTo(3);
    assertThat(reply.json().path("failed").asInt()).isEqualTo(1);
    assertThat(reply.json().path("created").asInt()).isEqualTo(2);
    assertThat(reply.item(2).path("duplicate").asBoolean()).isTrue();
    assertThat(reply.item(0).path("seq").isNull()).isTrue();
    assertThat(reply.item(3).path("code").asText()).isEqualTo("invalid_id");
    assertThat(reply.item(3).path("id").isNull()).isTrue();
  }

  @Test
  void usersOfLines() {
    Reply reply =
        INGEST.post(
            BATCH, "{\"user_id\":\"a\"}\n{\"user_id\":\n", "Content-Type", "application/x-ndjson");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.item(1).path("code").asText()).isEqualTo("malformed_json");
  }

  @Test
  void usersOfCsv() {
    Reply reply =
        csv(
            "\uFEFFuser_id,name, group ,metadata,age\r\n"
                + "nick|away[`],\"Ann, \"\"A\"\""
                + " B\",x,\"{\"\"k\"\":1.0,\"\"team\"\":\"\"y\"\"}\",5\r\n"
                + "\r\n"
                + "b,,,,\r\n"
                + "c,C\r\n");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("created").asInt()).isEqualTo(3);
    assertThat(INGEST.lastEvent("nick|away[`]").payload())
        .isEqualTo(
            new CreateUser(
                "Ann, \"A\" B",
                null,
                null,
                null,
                null,
                "{\"k\":1.0,\"team\":\"y\",\"group\":\"x\",\"age\":\"5\"}",
                null,
                null));
  }

  @Test
  void oneBadRowHarmsNoOther() {
    Reply reply =
        csv(
            "user_id,metadata,password,email\n"
                + "a,,,\n"
                + "b,\"{}, \"\"x\"\":1\",,\n"
                + "c,[],,\n"
                + "d,,secret,\n"
                + "e,,,,more\n"
                + "f,,,nomail\n"
                + "g g,,,\n"
                + "h,\"{\"\"a\"\":1,\"\"a\"\":2}\",,\n"
                + "i,{},,i@x\n");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("items").findValuesAsText("code"))
        .containsExactly(
            "null",
            "invalid_field",
            "invalid_field",
            "invalid_field",
            "invalid_field",
            "invalid_field",
            "invalid_id",
            "invalid_field",
            "null");
    assertThat(reply.item(3).path("error_message").asText())
        .contains("/password")
        .doesNotContain("secret");
    assertThat(reply.item(5).path("id").asText()).isEqualTo("f");
  }

  @Test
  void csvOfSemicolonsOrTabsIsToldByItsHeader() {
    for (String separator : List.of(";", "\t")) {
      Reply reply =
          csv(
              String.join(separator, "user_id", "name", "town")
                  + "\r\n"
                  + String.join(separator, "u" + separator.hashCode(), "Lovelace, Ada", "x")
                  + "\r\n");
      assertThat(reply.status()).as(reply.json().toString()).isEqualTo(200);
      assertThat(reply.json().at("/items/0/id").asText()).isEqualTo("u" + separator.hashCode());
    }
    Reply commas = csv("user_id,a;b\nv;w,x\n");
    assertThat(commas.json().at("/items/0/id").asText()).isEqualTo("v;w");
  }

  @Test
  void csvThatCannotBeReadIsAProblem() {
    for (String body :
        List.of("user_id,user_id\na,b\n", "user_id,\na,b\n", "\"a\"b,c\nx,y\n", "\"open\na\n")) {
      Reply reply = csv(body);
      assertThat(reply.status()).as(body).isEqualTo(400);
      assertThat(reply.code()).as(body).isEqualTo("malformed_request");
    }
    assertThat(csv("").code()).isEqualTo("batch_empty");
    assertThat(csv("user_id\n").code()).isEqualTo("batch_empty");
    byte[] latin1 = "user_id,\u00fc\na,b\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(INGEST.send("POST", BATCH, latin1, "Content-Type", "text/csv").code())
        .isEqualTo("malformed_request");
    assertThat(
            INGEST.post(BATCH, "user_id\na\n", "Content-Type", "text/csv; charset=latin1").status())
        .isEqualTo(415);
  }

  @Test
  void aBrokenRowOfCsvIsTheFaultOfItsItem() {
    Reply reply =
        csv(
            "\uFEFF\"user_id\",note\r\n"
                + "a,\"two\r\nlines\"\r\n"
                + "b,\"x\"y\r\n"
                + "\r\n"
                + "c,\"open\r\n"
                + "swallowed,\"\"\r\n"
                + "too,\"z\r\n"
                + "d,D\r\n"
                + "e,\"never closed\r\n"
                + "f,F\r\n");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("items").findValuesAsText("id")).contains("a", "d");
    assertThat(reply.json().path("items").findValuesAsText("code"))
        .containsExactly(
            "null", "malformed_request", "malformed_request", "null", "malformed_request");
    assertThat(reply.json().path("items").findValuesAsText("error_message"))
        .containsExactly(
            "null",
            "the row at line 4 is not well-formed CSV",
            "the row at line 6 is not well-formed CSV",
            "null",
            "the row at line 10 opens a quote that is never closed");
    assertThat(INGEST.lastEvent("a").payload())
        .isInstanceOfSatisfying(
            CreateUser.class,
            user -> assertThat(user.metadataJson()).isEqualTo("{\"note\":\"two\\r\\nlines\"}"));
  }

  @Test
  void aRowOfCsvThatIsNotUtf8IsTheFaultOfItsItem() {
    byte[] body = "user_id,name\na,x\nb,\u00fc\nc,z\n".getBytes(StandardCharsets.ISO_8859_1);
    Reply reply = INGEST.send("POST", BATCH, body, "Content-Type", "text/csv");
    assertThat(reply.status()).isEqualTo(207);
    assertThat(reply.json().path("items").findValuesAsText("code"))
        .containsExactly("null", "malformed_request", "null");
    assertThat(reply.item(1).path("error_message").asText())
        .isEqualTo("the row at line 3 is not UTF-8");
    assertThat(csv("user_id\n\"open\n").status()).as("all failed alike").isEqualTo(400);
    assertThat(csv("user_id\n\"open\n").item(0).path("code").asText())
        .isEqualTo("malformed_request");
  }

  @Test
  void csvHasBounds() {
    String header = "user_id\n";
    assertThat(csv(header + "x\n".repeat(IngestHarness.ITEMS_MAX)).status()).isEqualTo(200);
    assertThat(csv(header + "x\n".repeat(IngestHarness.ITEMS_MAX + 1)).code())
        .isEqualTo("batch_too_large");
    assertThat(csv("c".repeat(128) + "\nx\n").status()).isEqualTo(200);
    assertThat(csv("c".repeat(129) + "\nx\n").status()).isEqualTo(400);
    StringBuilder wide = new StringBuilder("c0");
    for (int column = 1; column < CsvUsers.COLUMNS_MAX; column++) {
      wide.append(",c").append(column);
    }
    assertThat(csv(wide + "\nx\n").status()).isEqualTo(200);
    assertThat(csv(wide + ",more\nx\n").status()).isEqualTo(400);
  }

  @Test
  void asyncUsersAreNotCountedAsCreated() {
    Reply reply = INGEST.post(BATCH, "[{\"user_id\":\"a\"}]", "Prefer", "respond-async");
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("created").asInt()).isZero();
    INGEST.reads.failWith(ErrorCode.PARTITION_UNAVAILABLE);
    assertThat(INGEST.post(BATCH, "[{\"user_id\":\"b\"}]").status()).isEqualTo(202);
  }

  private static Reply csv(String body) {
    return INGEST.post(BATCH, body, "Content-Type", "text/csv");
  }
}
