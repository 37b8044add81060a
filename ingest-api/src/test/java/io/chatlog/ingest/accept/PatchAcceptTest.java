package io.chatlog.ingest.accept;

import static io.chatlog.ingest.accept.MessageAcceptTest.accepted;
import static io.chatlog.ingest.accept.MessageAcceptTest.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.PatchSession;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.ingest.accept.PatchFields.Member;
import io.chatlog.ingest.accept.PatchFields.Value;
import io.chatlog.ingest.fake.CountingIds;
import io.chatlog.ingest.fake.SteppingClock;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class PatchAcceptTest {
  private static final UserId ANN = new UserId("ann");
  private static final SessionId S1 = new SessionId("s1");
  private static final Value NULL = new Value.Removed();
  private static final Value NUMBER = new Value.Other("5");
  private static final WriteContext USER = new WriteContext(RouteKind.PATCH_USER, null, null, 0);
  private static final WriteContext SESSION =
      new WriteContext(RouteKind.PATCH_SESSION, null, null, 0);

  private final Acceptor acceptor =
      new Acceptor(WriteLimits.defaults(), new CountingIds(), new SteppingClock());

  @Test
  void aUserPatchIsHandedOnAsItCame() {
    PatchFields patch =
        patch(
            new Member("name", text("N\"")),
            new Member("email", NULL),
            new Member("user_id", text("ann")),
            new Member("metadata", new Value.Members("{\"a\":null}")));
    assertThat(accepted(acceptor.userPatch(ANN, patch, 3L, USER)).payload())
        .isEqualTo(
            new PatchUser(
                "{\"name\":\"N\\\"\",\"email\":null,\"metadata\":{\"a\":null}}", 3L, null, null));
  }

  @Test
  void anEmptyPatchIsAPatch() {
    assertThat(accepted(acceptor.userPatch(ANN, patch(), null, USER)).payload())
        .isEqualTo(new PatchUser("{}", null, null, null));
  }

  @Test
  void theFaultsOfAUserPatchAreTold() {
    PatchFields patch =
        patch(
            new Member("name", NUMBER),
            new Member("email", text("x")),
            new Member("preferences", text("x")),
            new Member("password", text("x")),
            new Member("user_id", text("bo")),
            new Member("version", NUMBER),
            new Member("created_at", NULL));
    assertThat(faults(acceptor.userPatch(ANN, patch, null, USER)))
        .extracting(fault -> fault.toList().getFirst())
        .containsExactly(
            "/name", "/email", "/preferences", "/password", "/user_id", "/version", "/created_at");
  }

  @Test
  void aSessionPatchIsHandedOnAsItCame() {
    PatchFields patch =
        patch(
            new Member("title", NULL),
            new Member("status", text("deleted")),
            new Member("tags", new Value.Texts("[\"a\"]", List.of("a"))),
            new Member("embedding", new Value.Numbers("[1.50]", new float[] {1.5f})),
            new Member("session_id", text("s1")),
            new Member("user_id", text("ann")));
    assertThat(accepted(acceptor.sessionPatch(ANN, S1, patch, null, SESSION)).payload())
        .isEqualTo(
            new PatchSession(
                S1,
                "{\"title\":null,\"status\":\"deleted\",\"tags\":[\"a\"],\"embedding\":[1.50]}",
                null));
  }

  @Test
  void theFaultsOfASessionPatchAreTold() {
    PatchFields patch =
        patch(
            new Member("title", text("")),
            new Member("channel", text("c".repeat(51))),
            new Member("source", NUMBER),
            new Member("status", text("gone")),
            new Member("summary", text("s".repeat(10_001))),
            new Member("external_id", text("")),
            new Member("tags", new Value.Texts("[]", List.of("a", ""))),
            new Member("metadata", new Value.Texts("[]", List.of())),
            new Member("embedding", new Value.Texts("[]", List.of())),
            new Member("session_id", NULL),
            new Member("message_count", NUMBER));
    assertThat(faults(acceptor.sessionPatch(ANN, S1, patch, null, SESSION)))
        .extracting(fault -> fault.toList().getFirst())
        .containsExactly(
            "/title",
            "/channel",
            "/source",
            "/status",
            "/summary",
            "/external_id",
            "/tags/1",
            "/metadata",
            "/embedding",
            "/session_id",
            "/message_count");
  }

  @Test
  void anUnknownFieldOfASessionIsNamed() {
    assertThat(faults(acceptor.sessionPatch(ANN, S1, patch(new Member("x", NULL)), null, SESSION)))
        .containsExactly(Tuple.tuple("/x", ErrorCode.UNKNOWN_FIELD));
  }

  private static PatchFields patch(Member... members) {
    return new PatchFields(Arrays.asList(members));
  }

  private static Value text(String text) {
    return new Value.Text("\"" + text.replace("\"", "\\\"") + "\"", text);
  }
}
