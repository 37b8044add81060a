package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.event.Event;
import io.chatlog.event.VersionCondition;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fork that asks for the same is the same one, whatever there is to copy by now. */
final class RepeatedForkTest {
  private static final String WHOLE = "{}";
  private static final String THIRD = "{\"at_seq\":3}";

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  @BeforeEach
  void createAnn() {
    partition.apply(events.user("ann"));
  }

  private String decided(Event event) {
    return switch (partition.apply(event).decision()) {
      case Decision.Accepted _ -> "accepted";
      case Decision.Duplicate _ -> "duplicate";
      case Decision.Rejected rejected -> rejected.code().wireName();
    };
  }

  @Test
  void whatIsAskedForTells() {
    assertThat(decided(events.fork("ann", "f", "s@3", WHOLE))).isEqualTo("accepted");
    assertThat(decided(events.fork("ann", "f", "s@3", WHOLE))).isEqualTo("duplicate");
    assertThat(decided(events.fork("ann", "f", "s@9", WHOLE))).isEqualTo("duplicate");
    assertThat(decided(events.fork("ann", "f", "s@3", THIRD))).isEqualTo("session_exists");
    assertThat(decided(events.fork("ann", "f", "t@3", WHOLE))).isEqualTo("session_exists");
    assertThat(decided(events.fork("ann", "f", "s@3"))).isEqualTo("session_exists");
    assertThat(decided(events.session("ann", "f", "web"))).isEqualTo("session_exists");
  }

  @Test
  void anIdMayHoldWhatStandsBeforeTheSeq() {
    assertThat(decided(events.fork("ann", "f", "a@b@3", WHOLE))).isEqualTo("accepted");
    assertThat(decided(events.fork("ann", "f", "a@b@4", WHOLE))).isEqualTo("duplicate");
    assertThat(decided(events.fork("ann", "f", "a@c@3", WHOLE))).isEqualTo("session_exists");
  }

  /** Its event did not tell what was asked for. */
  @Test
  void aForkOfAnEarlierVersionIsTheSameWhereTheSameIsCopied() {
    assertThat(decided(events.fork("ann", "f", "s@3"))).isEqualTo("accepted");
    assertThat(decided(events.fork("ann", "f", "s@3"))).isEqualTo("duplicate");
    assertThat(decided(events.fork("ann", "f", "s@3", WHOLE))).isEqualTo("duplicate");
    assertThat(decided(events.fork("ann", "f", "s@3", THIRD))).isEqualTo("duplicate");
    assertThat(decided(events.fork("ann", "f", "s@4", WHOLE))).isEqualTo("session_exists");
  }

  /** What was copied cannot be any more: nothing is to come into being. */
  @Test
  void oneThatMustBeThereBringsNothingIntoBeing() {
    Event again = events.fork("ann", "f", "s@0", WHOLE).onlyIf(VersionCondition.EXISTS);
    assertThat(decided(again)).isEqualTo("version_mismatch");
    assertThat(decided(events.fork("ann", "f", "s@3", WHOLE))).isEqualTo("accepted");
    assertThat(decided(again)).isEqualTo("duplicate");
    Event other = events.fork("ann", "f", "s@0", THIRD).onlyIf(VersionCondition.EXISTS);
    assertThat(decided(other)).isEqualTo("session_exists");
  }
}
