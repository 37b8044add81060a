package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.VersionCondition;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of what is there, what is not and what cannot be, under every condition. */
final class ConditionsTest {
  private static final VersionCondition FIRST_OR_THIRD = VersionCondition.oneOf(List.of(1L, 3L));
  private static final VersionCondition NEVER = VersionCondition.oneOf(List.of());
  private static final VersionCondition NOT_FIRST = VersionCondition.noneOf(List.of(1L));

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  @BeforeEach
  void createAnn() {
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "s", "web"));
    partition.apply(events.message("ann", "s", "m", Role.USER, "said", null, null));
  }

  private String decided(Event event, VersionCondition condition) {
    return switch (partition.apply(event.onlyIf(condition)).decision()) {
      case Decision.Accepted _ -> "accepted";
      case Decision.Duplicate _ -> "duplicate";
      case Decision.Rejected rejected -> rejected.code().wireName();
    };
  }

  @Test
  void aChangeOfWhatIsThereAsksForItsVersion() {
    List<Supplier<Event>> changes =
        List.of(
            () -> events.patchUser("ann", "{\"name\":\"x\"}", null),
            () -> events.patchSession("ann", "s", "{\"title\":\"x\"}", null),
            () -> events.putSession("ann", "s", "irc", "x" + partition.hashCode(), null),
            () -> events.patchMessage("ann", "s", "m", "{\"content\":\"x\"}", null),
            () -> events.deleteMessage("ann", "s", "m", null),
            () -> events.deleteSession("ann", "s", null),
            () -> events.deleteUser("ann", true));
    for (Supplier<Event> change : changes) {
      for (VersionCondition refused :
          List.of(NEVER, VersionCondition.ABSENT, VersionCondition.oneOf(List.of(8L, 9L)))) {
        assertThat(decided(change.get(), refused))
            .as("%s only if %s", change.get().payload(), refused)
            .isEqualTo("version_mismatch");
      }
      assertThat(decided(change.get(), VersionCondition.EXISTS)).isEqualTo("accepted");
    }
  }

  @Test
  void oneOfSeveralVersionsIsEnoughAndAnExcludedOneIsNot() {
    int[] name = {0};
    Supplier<Event> patch =
        () -> events.patchUser("ann", "{\"name\":\"x" + name[0]++ + "\"}", null);
    assertThat(decided(patch.get(), NOT_FIRST)).isEqualTo("version_mismatch");
    assertThat(decided(patch.get(), FIRST_OR_THIRD)).isEqualTo("accepted"); // now the second
    assertThat(decided(patch.get(), FIRST_OR_THIRD)).isEqualTo("version_mismatch");
    assertThat(decided(patch.get(), NOT_FIRST)).isEqualTo("accepted"); // now the third
    assertThat(decided(patch.get(), FIRST_OR_THIRD)).isEqualTo("accepted");
  }

  @Test
  void aPutOfWhatIsNotThereAsksForThat() {
    for (VersionCondition refused :
        List.of(NEVER, VersionCondition.EXISTS, VersionCondition.oneOf(List.of(1L)))) {
      assertThat(decided(events.putSession("ann", "t", "web", null, null), refused))
          .isEqualTo("version_mismatch");
    }
    assertThat(decided(events.putSession("ann", "t", "web", null, null), VersionCondition.ABSENT))
        .isEqualTo("accepted");
    assertThat(decided(events.putSession("ann", "u", "web", null, null), NOT_FIRST))
        .isEqualTo("accepted");
  }

  @Test
  void whatIsMissingIsRefusedForThatWhateverTheCondition() {
    for (VersionCondition condition : List.of(NEVER, VersionCondition.EXISTS, NOT_FIRST)) {
      assertThat(decided(events.patchUser("bob", "{}", null), condition))
          .isEqualTo("user_not_found");
      assertThat(decided(events.putSession("bob", "s", "web", null, null), condition))
          .isEqualTo("user_not_found");
      assertThat(decided(events.patchSession("ann", "t", "{}", null), condition))
          .isEqualTo("session_not_found");
      assertThat(decided(events.deleteSession("ann", "t", null), condition))
          .isEqualTo("session_not_found");
      assertThat(decided(events.deleteMessage("ann", "s", "n", null), condition))
          .isEqualTo("message_not_found");
    }
    partition.apply(events.patchSession("ann", "s", "{\"status\":\"deleted\"}", null));
    assertThat(decided(events.deleteMessage("ann", "s", "m", null), NEVER))
        .isEqualTo("session_not_found");
  }
}
