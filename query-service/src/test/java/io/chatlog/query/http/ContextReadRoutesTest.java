package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.testkit.read.ModelValues;
import io.chatlog.value.ContextId;
import io.chatlog.value.MessageSpan;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.SavedContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContextReadRoutesTest {
  private static final String CONTEXTS = "/v1/users/ada/contexts";

  private final Api api = new Api();

  @BeforeEach
  void talk() {
    api.talk("ada", "s-1");
    api.state.put(ModelValues.session("ada", "s-2", Api.micros(0)));
    save("c-1", "s-1");
    save("c-2", null);
    save("c-3", "s-2");
    save("c-4", "s-1");
  }

  @AfterEach
  void close() {
    api.close();
  }

  private void save(String id, String session) {
    api.state.put(
        new SavedContext(
            new ContextId(id),
            new UserId("ada"),
            session == null ? null : new SessionId(session),
            session == null ? null : "a title",
            "about it",
            List.of("one", "two"),
            "{\"names\":[\"Ada\"]}",
            session == null ? null : 0.25,
            session == null ? null : new MessageSpan(1, 2, null, true),
            "{\"n\":1.0}",
            Api.micros(1)));
  }

  @Test
  void oneIsReadWhole() {
    assertThat(api.get(CONTEXTS + "/c-1").isOk().response().body())
        .isEqualTo(
            "{\"context_id\":\"c-1\",\"user_id\":\"ada\",\"session_id\":\"s-1\",\"title\":\"a"
                + " title\",\"summary\":\"about it\",\"key_points\":[\"one\",\"two\"],"
                + "\"entities\":{\"names\":[\"Ada\"]},\"confidence\":0.25,"
                + "\"message_range\":{\"from_seq\":1,\"to_seq\":2,\"complete\":true},"
                + "\"metadata\":{\"n\":1.0},\"created_at\":\"2026-01-01T00:01:00.000Z\",\"version\":1}");
    assertThat(api.get(CONTEXTS + "/c-2").isOk().response().body())
        .contains(
            "\"session_id\":null", "\"title\":null", "\"confidence\":null,\"message_range\":null");
    api.get(CONTEXTS + "/c-5").isProblem(404, "context_not_found");
    api.get("/v1/users/bob/contexts/c-1").isProblem(404, "user_not_found");
    String tag = api.get(CONTEXTS + "/c-1").header("ETag");
    assertThat(api.get(CONTEXTS + "/c-1", "If-None-Match", tag).status()).isEqualTo(304);
  }

  @Test
  void theyAreListedThoseSavedLastFirst() {
    assertThat(api.get(CONTEXTS).isOk().items("context_id"))
        .containsExactly("c-4", "c-3", "c-2", "c-1");
    Api.Got first = api.get(CONTEXTS + "?limit=3").isOk();
    assertThat(first.items("context_id")).containsExactly("c-4", "c-3", "c-2");
    Api.Got second = api.get(CONTEXTS + "?limit=3&cursor=" + first.nextCursor()).isOk();
    assertThat(second.items("context_id")).containsExactly("c-1");
    assertThat(second.nextCursor()).isEmpty();
    assertThat(api.get(CONTEXTS + "?session_id=s-1").isOk().items("context_id"))
        .containsExactly("c-4", "c-1");
  }

  @Test
  void badInputIsRefused() {
    String cursor = api.get(CONTEXTS + "?limit=1").isOk().nextCursor();
    api.get(CONTEXTS + "?session_id=s-1&cursor=" + cursor).isProblem(400, "invalid_cursor");
    api.get(CONTEXTS + "?cursor=x").isProblem(400, "invalid_cursor");
    api.get(CONTEXTS + "?limit=1001").isProblem(400, "invalid_parameter");
    api.get(CONTEXTS + "?session_id=a/b").isProblem(400, "invalid_id");
    api.get(CONTEXTS + "?session_id=none").isProblem(404, "session_not_found");
    api.get("/v1/users/bob/contexts").isProblem(404, "user_not_found");
  }
}
