package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.processor.MapPartition;
import io.chatlog.processor.store.PanelScans;
import io.chatlog.testkit.Events;
import io.chatlog.testkit.PanelEvents;
import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.UserId;
import io.chatlog.view.PanelStats;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The bounds of panels. */
final class PanelFoldTest {
  private final PanelEvents events = new PanelEvents(new Events());
  private final MapPartition partition = new MapPartition();

  @Test
  void soManySpeakAndNoMore() {
    partition.apply(events.panel("panel", null, "p0"));
    for (int speaker = 0; speaker < PanelStats.CONTRIBUTIONS_MAX; speaker++) {
      partition.apply(
          events.patchPanel("panel", "{\"personas\":[\"p" + speaker + "\",\"late\"]}", null));
      assertThat(
              partition
                  .apply(events.message("panel", "m" + speaker, "x", "p" + speaker, null, null))
                  .decision())
          .isInstanceOf(Decision.Accepted.class);
    }
    assertRefused(events.message("panel", "behind", "x", "late", null, null));
    assertRefused(events.message("panel", "behind", "x", null, null, null));
    assertThat(partition.apply(events.message("panel", "again", "x", "p99", null, null)).decision())
        .isInstanceOf(Decision.Accepted.class);
    PanelRow row = partition.rows().panels().panel(new PanelId("panel"));
    assertThat(row.stats().contributions()).hasSize(PanelStats.CONTRIBUTIONS_MAX);
    assertThat(row.panel().messageCount()).isEqualTo(PanelStats.CONTRIBUTIONS_MAX + 1);
  }

  private void assertRefused(Event event) {
    assertThat(partition.apply(event).decision())
        .isInstanceOfSatisfying(
            Decision.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }

  @Test
  void mergingMakesNoObjectLargerThanOneWriteCould() {
    partition.apply(events.panel("panel", null));
    for (int part = 0; part < 3; part++) {
      String value = "v".repeat(30_000);
      Decision decision =
          partition
              .apply(
                  events.patchPanel(
                      "panel", "{\"config\":{\"k" + part + "\":\"" + value + "\"}}", null))
              .decision();
      assertThat(decision instanceof Decision.Accepted).isEqualTo(part < 2);
    }
  }

  @Test
  void whatIsErasedIsInNoRow() {
    String before = dump();
    partition.apply(events.persona("p", "zqword", "u"));
    partition.apply(events.persona("p", "zqword again", "u"));
    partition.apply(events.deletePersona("p", null, "other"));
    partition.apply(events.panel("panel", "zqword", "p"));
    IntStream.range(0, 20)
        .forEach(
            at -> partition.apply(events.message("panel", "m" + at, "zqword", "p", null, null)));
    partition.apply(events.message("panel", "m1", "zqword other", "p", null, null));
    partition.apply(events.deletePersona("p", null, "u"));
    partition.apply(events.deletePanel("panel", null));
    assertThat(dump()).isEqualTo(before);
  }

  @Test
  void whatAnAuthorSaidIsInNoRowOnceItIsErased() {
    partition.apply(events.panel("panel", null, "p"));
    partition.apply(events.message("panel", "kept", "plain", "bob", "p", null, 5L));
    String before = dump();
    for (int at = 0; at < 9; at++) {
      // said, repeated, and refused for three reasons
      partition.apply(events.message("panel", "m" + at, "zqword", "ann", "p", "kept", (long) at));
      partition.apply(events.message("panel", "m" + at, "zqword", "ann", "p", "kept", (long) at));
      partition.apply(events.message("panel", "m" + at, "zqword!", "ann", null, null, null));
      partition.apply(events.message("panel", "n" + at, "zqword", "ann", "other", null, null));
      partition.apply(events.message("nowhere", "m" + at, "zqword", "ann", null, null, null));
    }
    // of personas of others, which stay
    partition.apply(events.persona("theirs", "plain", "bob"));
    partition.apply(events.persona("theirs", "zqword", "ann"));
    partition.apply(events.putPersonaOf("theirs", "zqword", "ann"));
    partition.apply(events.patchPersonaOf("theirs", "{\"name\":\"zqword\"}", "ann"));
    partition.apply(events.patchPersona("theirs", "{\"owner_id\":\"ann\"}", 7L));
    partition.apply(events.deletePersona("theirs", null, "ann"));
    partition.apply(events.deletePersona("nowhere", null, "ann"));
    assertThat(authored()).hasSize(51);
    PanelRow full = partition.rows().panels().panel(new PanelId("panel"));
    assertThat(full.stats().total().firstAtMicros()).isZero();
    for (AuthoredRow row : authored()) {
      partition.apply(
          row.accepted()
              ? events.eraseMessage(row.panel().value(), row.message().value(), row.offset())
              : events.eraseRefused(row.owner().value(), row.offset()));
    }
    assertThat(authored()).isEmpty();
    PanelRow panel = partition.rows().panels().panel(new PanelId("panel"));
    assertThat(panel.panel().messageCount()).isEqualTo(1);
    assertThat(panel.panel().lastMessageAtMicros()).isEqualTo(5);
    assertThat(panel.stats().total().firstAtMicros()).isEqualTo(5);
    assertThat(panel.lastSeq()).isEqualTo(10);
    assertThat(dump()).doesNotContain("zqword").doesNotContain("ann");
    partition.apply(events.message("panel", "next", "plain", "bob", "p", "kept", 6L));
    assertThat(
            partition
                .rows()
                .panels()
                .message(new PanelId("panel"), new MessageId("next"))
                .message()
                .seq())
        .isEqualTo(11);
    assertThat(before).doesNotContain("zqword");
  }

  private List<AuthoredRow> authored() {
    List<AuthoredRow> rows = new ArrayList<>();
    PanelScans.authoredBy(partition, new UserId("ann"), rows::add);
    return rows;
  }

  /** Every row but the one that says how far the partition is. */
  private String dump() {
    return partition.dump().stream()
        .filter(line -> !line.startsWith("h = "))
        .collect(Collectors.joining("\n"));
  }
}
