package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.processor.store.Purges;
import io.chatlog.processor.store.RowCodecs.TracedEvent;
import io.chatlog.testkit.Events;
import io.chatlog.value.DocumentId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads that nobody completes leave nothing behind. */
final class UploadLapseTest {
  private static final byte[] BYTES = {1, 2, 3};

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();
  private final List<String> erased = new ArrayList<>();
  private List<String> before = List.of();

  @BeforeEach
  void aSession() {
    partition.erased =
        new Purges.Listener() {
          @Override
          public void event(UserId user, long offset, TracedEvent event, boolean creator) {}

          @Override
          public void part(UserId user, String eventId) {
            erased.add(eventId);
          }

          @Override
          public void userBegan(UserRow user, TracedEvent event) {}

          @Override
          public void session(UserId user, SessionId session) {}
        };
    partition.apply(events.user("ann"));
    partition.apply(events.session("ann", "s", "web"));
    before = documentRows();
  }

  private List<String> documentRows() {
    return partition.dump().stream().filter(line -> "DBTjw".indexOf(line.charAt(0)) >= 0).toList();
  }

  private void upload(String id) {
    partition.apply(events.documentPart("ann", "s", id, 0, BYTES, List.of("some text")));
    partition.apply(events.documentPart("ann", "s", id, 1, BYTES, List.of()));
  }

  @Test
  void anyEventOfThePartitionLetsThemGo() {
    upload("a");
    events.pass(FoldLimits.UPLOAD_MICROS_MAX / 2);
    upload("b");
    assertThat(documentRows()).hasSize(2 * 5);
    events.pass(FoldLimits.UPLOAD_MICROS_MAX / 2);
    partition.apply(events.user("bob"));
    assertThat(documentRows()).hasSize(5);
    assertThat(erased).hasSize(2);
    events.pass(FoldLimits.UPLOAD_MICROS_MAX);
    partition.apply(events.user("carl"));
    assertThat(documentRows()).isEqualTo(before);
    assertThat(erased).hasSize(4);
    assertThat(partition.rows().partition().oldestUploadMicros()).isEqualTo(PartitionRow.NO_UPLOAD);
  }

  @Test
  void manyGoAFewAtATime() {
    for (int number = 0; number < 2 * FoldLimits.LAPSES_PER_EVENT_MAX + 1; number++) {
      upload("u" + number);
    }
    events.pass(FoldLimits.UPLOAD_MICROS_MAX);
    partition.apply(events.user("bob"));
    assertThat(erased).hasSize(2 * FoldLimits.LAPSES_PER_EVENT_MAX);
    partition.apply(events.user("carl"));
    partition.apply(events.user("dora"));
    assertThat(documentRows()).isEqualTo(before);
  }

  @Test
  void whatComesTooLateMakesNoDocument() {
    upload("a");
    events.pass(FoldLimits.UPLOAD_MICROS_MAX);
    Step step = partition.apply(events.document("ann", "s", "d", "a", "sha", 6, 2, 1));
    assertThat(step.decision()).isInstanceOf(Decision.Rejected.class);
    assertThat(documentRows()).isEqualTo(before);
    assertThat(erased).hasSize(2);
  }

  @Test
  void aRefusedOrRepeatedDocumentLeavesNoParts() {
    upload("a");
    partition.apply(events.document("ann", "s", "d", "a", "sha", 6, 2, 1));
    List<String> one = documentRows();
    upload("b");
    assertThat(partition.apply(events.document("ann", "s", "d", "b", "sha", 6, 2, 1)).decision())
        .isInstanceOf(Decision.Duplicate.class);
    upload("c");
    assertThat(partition.apply(events.document("ann", "s", "d", "c", "other", 6, 2, 1)).decision())
        .isInstanceOf(Decision.Rejected.class);
    assertThat(documentRows()).isEqualTo(one);
    assertThat(
            partition.rows().document(new UserId("ann"), new SessionId("s"), new DocumentId("d")))
        .isNotNull();
  }

  @Test
  void theSessionTakesThemAlong() {
    upload("a");
    upload("b");
    partition.apply(events.document("ann", "s", "d", "b", "sha", 6, 2, 1));
    partition.apply(events.deleteSession("ann", "s", null));
    assertThat(documentRows()).isEqualTo(before);
    assertThat(erased).hasSize(4);
  }

  @Test
  void aPartThatFitsNowhereIsErasedAtOnce() {
    Step step = partition.apply(events.documentPart("ann", "no", "a", 0, BYTES, List.of()));
    assertThat(step.changes()).hasAtLeastOneElementOfType(Change.EraseEvent.class);
    step = partition.apply(events.documentPart("ann", "s", "a", 1, BYTES, List.of()));
    assertThat(step.changes()).hasAtLeastOneElementOfType(Change.EraseEvent.class);
    assertThat(documentRows()).isEqualTo(before);
  }
}
