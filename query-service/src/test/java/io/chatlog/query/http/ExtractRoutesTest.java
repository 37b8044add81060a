package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.value.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExtractRoutesTest {
  private static final String PATH = "/v1/users/ada/sessions/s-1/context:extract";
  private static final String[] JSON = {"Content-Type", "application/json"};

  private final Api api = new Api();

  @BeforeEach
  void talk() {
    api.talk("ada", "s-1");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aConversationGivesAContext() {
    api.say("ada", "s-1", "m-1", Role.USER, "The printer refuses every job since Monday.", 0);
    api.say("ada", "s-1", "m-2", Role.ASSISTANT, "Restart the spooler: `sc stop spooler`", 1);
    Api.Got got = api.post(PATH, "").isOk();
    assertThat(got.header("Chatlog-Position")).isNotEmpty();
    assertThat(got.response().body())
        .isEqualTo(
            "{\"session_id\":\"s-1\",\"summary\":\"The printer refuses every job since Monday."
                + " Restart the spooler: `sc stop spooler`.\",\"key_points\":[\"The printer refuses"
                + " every job since Monday.\",\"Restart the spooler: `sc stop spooler`\"],"
                + "\"entities\":{\"names\":[],\"urls\":[],\"emails\":[],\"mentions\":[],"
                + "\"dates\":[\"Monday\"],\"times\":[],\"money\":[],\"phones\":[],\"numbers\":[],\"code\":[\"sc"
                + " stop spooler\"]},\"confidence\":0.5,"
                + "\"message_range\":{\"from_seq\":1,\"to_seq\":2,\"message_count\":2,"
                + "\"complete\":true}}");
  }

  @Test
  void anEmptySessionGivesAnEmptyOne() {
    JsonNode context = api.post(PATH, "{}", JSON).isOk().json();
    assertThat(context.get("summary").asText()).isEmpty();
    assertThat(context.get("key_points")).isEmpty();
    assertThat(context.get("message_range").isNull()).isTrue();
    assertThat(context.get("confidence").asDouble()).isZero();
  }

  @Test
  void aPartMayBeAskedFor() {
    for (int seq = 1; seq <= 250; seq++) {
      api.say("ada", "s-1", "m-" + seq, Role.USER, "Report number " + seq + " about the pump", seq);
    }
    assertThat(range("{\"last\":3}")).isEqualTo("248..250 3 true");
    assertThat(range("{\"from_seq\":10,\"to_seq\":160}")).isEqualTo("10..160 151 true");
    assertThat(range("{\"last\":120,\"to_seq\":130}")).isEqualTo("11..130 120 true");
    assertThat(range("{\"from_seq\":251}")).isEqualTo("null");
    assertThat(range("")).isEqualTo("1..250 250 true");
  }

  @Test
  void noMoreMessagesAreLookedAtThanSaid() {
    for (int seq = 1; seq <= SaidMessages.MESSAGES_MAX + 1; seq++) {
      api.say("ada", "s-1", "m-" + seq, Role.USER, "Report number " + seq, seq);
    }
    assertThat(range("")).isEqualTo("2..2001 2000 false");
    assertThat(range("{\"from_seq\":2}")).isEqualTo("2..2001 2000 true");
    assertThat(range("{\"last\":2000}")).isEqualTo("2..2001 2000 true");
  }

  @Test
  void noMoreTextIsLookedAtThanSaid() {
    String half = "word ".repeat(SaidMessages.CHARS_MAX / 10);
    for (int seq = 1; seq <= 3; seq++) {
      api.say("ada", "s-1", "m-" + seq, Role.USER, half, seq);
    }
    assertThat(range("")).isEqualTo("2..3 2 false");
    assertThat(range("{\"from_seq\":2}")).isEqualTo("2..3 2 true");
  }

  @Test
  void badInputIsRefused() {
    api.post(PATH, "{\"last\":0}", JSON).isProblem(400, "invalid_field");
    api.post(PATH, "{\"last\":2001}", JSON).isProblem(400, "invalid_field");
    api.post(PATH, "{\"from_seq\":0}", JSON).isProblem(400, "invalid_field");
    api.post(PATH, "{\"from_seq\":3,\"to_seq\":2}", JSON).isProblem(400, "invalid_field");
    api.post(PATH, "{\"first\":2}", JSON).isProblem(400, "unknown_field");
    api.post(PATH, "[]", JSON).isProblem(400, "malformed_json");
    api.post(PATH, "{}", "Content-Type", "text/csv").isProblem(415, "unsupported_media_type");
    api.post("/v1/users/ada/sessions/s-2/context:extract", "").isProblem(404, "session_not_found");
    api.post("/v1/users/bob/sessions/s-1/context:extract", "").isProblem(404, "user_not_found");
    api.get(PATH).isProblem(405, "method_not_allowed");
  }

  private String range(String body) {
    JsonNode range = api.post(PATH, body, JSON).isOk().json().get("message_range");
    return range.isNull()
        ? "null"
        : range.get("from_seq").asLong()
            + ".."
            + range.get("to_seq").asLong()
            + " "
            + range.get("message_count").asInt()
            + " "
            + range.get("complete").asBoolean();
  }
}
