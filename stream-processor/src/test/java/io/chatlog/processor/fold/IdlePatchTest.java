package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.Payload;
import io.chatlog.event.Payload.PatchUser;
import io.chatlog.event.VersionCondition;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.MessageId;
import io.chatlog.value.PasswordHash;
import io.chatlog.value.PersonaId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A patch that sets what is so already changes nothing. */
final class IdlePatchTest {
  private static final String METADATA = "{\"a\": 1.50, \"b\": {\"c\": [1, 2], \"d\": null}}";

  private final Events events = new Events();
  private final PanelEvents panels = new PanelEvents(events);
  private final MapPartition partition = new MapPartition();

  @BeforeEach
  void make() {
    partition.apply(events.user("u", "name"));
    partition.apply(events.session("u", "s", "web"));
    partition.apply(events.message("u", "s", "m", Role.USER, "said"));
    partition.apply(events.patchUser("u", "{\"metadata\":" + METADATA + "}", null));
    partition.apply(events.patchSession("u", "s", "{\"metadata\":" + METADATA + "}", null));
    partition.apply(events.patchMessage("u", "s", "m", "{\"metadata\":" + METADATA + "}", null));
  }

  private void isIdle(Event event) {
    Step step = partition.apply(event);
    assertThat(step.decision()).isInstanceOf(Decision.Duplicate.class);
    assertThat(step.changes())
        .allMatch(
            change ->
                change instanceof Change.PutTrace
                    || change instanceof Change.PutAuthored // of which nothing came either
                    || change instanceof Change.PutPartition);
  }

  private void changes(Event event) {
    assertThat(partition.apply(event).decision()).isInstanceOf(Decision.Accepted.class);
  }

  private long version() {
    return partition.rows().user(new UserId("u")).user().version();
  }

  @Test
  void ofAUser() {
    for (String patch :
        List.of(
            "{}",
            "{\"metadata\":{}}",
            "{\"preferences\":null}",
            "{\"name\":\"name\",\"role\":null}",
            "{\"metadata\":{\"b\":{\"c\":[1,2]},\"a\":1.5,\"x\":null}}")) {
      isIdle(events.patchUser("u", patch, 2L));
    }
    assertThat(version()).isEqualTo(2);
    changes(events.patchUser("u", "{\"name\":\"other\"}", null));
    changes(events.patchUser("u", "{\"metadata\":{\"a\":\"1.5\"}}", null));
    changes(events.patchUser("u", "{\"metadata\":{\"b\":{\"c\":[2,1]}}}", null));
  }

  @Test
  void aPasswordIsAChangeAndTakingAwayNoneIsNot() {
    isIdle(events.of("u", new PatchUser("{}", null, null, PasswordHash.REMOVED)));
    PasswordHash hash = new PasswordHash("$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaGhhc2g");
    changes(events.of("u", new PatchUser("{}", null, null, hash)));
    changes(events.of("u", new PatchUser("{}", null, null, PasswordHash.REMOVED)));
  }

  @Test
  void ofASession() {
    for (String patch :
        List.of(
            "{}",
            "{\"title\":null,\"status\":\"active\",\"tags\":[]}",
            "{\"embedding\":null,\"external_id\":null}",
            "{\"metadata\":{\"a\":1.5}}")) {
      isIdle(events.patchSession("u", "s", patch, null));
    }
    changes(events.patchSession("u", "s", "{\"tags\":[\"x\"]}", null));
    changes(events.patchSession("u", "s", "{\"status\":\"deleted\"}", null));
    Long deletedAt =
        partition.rows().session(new UserId("u"), new SessionId("s")).session().deletedAtMicros();
    isIdle(events.patchSession("u", "s", "{\"status\":\"deleted\"}", null));
    assertThat(
            partition
                .rows()
                .session(new UserId("u"), new SessionId("s"))
                .session()
                .deletedAtMicros())
        .isEqualTo(deletedAt);
  }

  @Test
  void ofAMessage() {
    isIdle(events.patchMessage("u", "s", "m", "{}", null));
    isIdle(events.patchMessage("u", "s", "m", "{\"content\":\"said\",\"author_id\":null}", null));
    changes(events.patchMessage("u", "s", "m", "{\"embedding\":[1,2]}", null));
    isIdle(events.patchMessage("u", "s", "m", "{\"embedding\":[1.0,2]}", null));
    changes(events.patchMessage("u", "s", "m", "{\"embedding\":[1,3]}", null));
    assertThat(
            partition
                .rows()
                .message(new UserId("u"), new SessionId("s"), new MessageId("m"))
                .message()
                .version())
        .isEqualTo(4);
  }

  @Test
  void ofPersonasAndPanels() {
    changes(panels.persona("p1", "Ann", "u"));
    isIdle(panels.patchPersona("p1", "{}", null));
    isIdle(panels.patchPersona("p1", "{\"name\":\"Ann\",\"owner_id\":\"u\"}", 1L));
    changes(panels.patchPersona("p1", "{\"traits\":[\"loud\"]}", null));
    changes(panels.panel("q", "title", "p1"));
    isIdle(panels.patchPanel("q", "{}", null));
    isIdle(panels.patchPanel("q", "{\"personas\":[\"p1\"],\"type\":\"brainstorm\"}", null));
    changes(panels.patchPanel("q", "{\"title\":\"other\"}", null));
    assertThat(partition.rows().panels().persona(new PersonaId("p1")).persona().version())
        .isEqualTo(2);
  }

  @Test
  void aConditionIsJudgedAllTheSame() {
    Event other = events.patchUser("u", "{}", null).onlyIf(VersionCondition.noneOf(List.of(2L)));
    assertThat(partition.apply(other).decision()).isInstanceOf(Decision.Rejected.class);
    assertThat(partition.apply(events.patchUser("u", "{}", 1L)).decision())
        .isInstanceOf(Decision.Rejected.class);
  }

  @Test
  void anEventOfAnOlderVersionIsDecidedAsItWasAtFirst() {
    Event now = events.patchUser("u", "{}", null);
    Payload payload = now.payload();
    changes(
        new Event(
            now.eventId(), now.owner(), null, now.receivedAtMicros(), null, payload, null, 0));
    assertThat(version()).isEqualTo(3);
  }
}
