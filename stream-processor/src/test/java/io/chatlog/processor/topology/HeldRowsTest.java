package io.chatlog.processor.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.read.AppliedOffsets;
import io.chatlog.value.UserId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.internals.InMemoryKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows that wait, and when they do no longer. */
final class HeldRowsTest {
  private static final UserId ADA = new UserId("ada");
  private static final int PARTITION = 3;

  private final AppliedOffsets applied = new AppliedOffsets();
  private final RecordingStore store = new RecordingStore();
  private final HeldRows held = held(HeldRows.EVENTS_MAX);

  private static final class RecordingStore extends InMemoryKeyValueStore {
    private final List<List<String>> batches = new ArrayList<>();

    RecordingStore() {
      super("rows");
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> rows) {
      batches.add(
          rows.stream()
              .map(row -> text(row.key.get()) + "=" + (row.value == null ? "" : text(row.value)))
              .toList());
      super.putAll(rows);
    }
  }

  private HeldRows held(int eventsMax) {
    return new HeldRows(store, applied, PARTITION, eventsMax);
  }

  @BeforeEach
  void begin() {
    applied.begin(PARTITION, -1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Bytes key(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static KeyValue<Bytes, byte[]> row(String key, @Nullable String value) {
    return KeyValue.pair(key(key), value == null ? null : value.getBytes(StandardCharsets.UTF_8));
  }

  private void event(HeldRows rows, long offset, String key) {
    rows.hold(List.of(row(key, "at " + offset)));
    rows.decided(offset, ADA);
  }

  @Test
  void whatWaitsIsSeenByTheTaskAloneAndTheWatermarkFollowsTheRows() {
    held.hold(List.of(row("a", "1"), row("gone", null)));
    held.decided(7, ADA);

    assertThat(held.get(key("a"))).asString().isEqualTo("1");
    assertThat(held.get(key("gone"))).isNull();
    assertThat(store.batches).isEmpty();
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(-1));

    held.write();
    assertThat(store.batches).containsExactly(List.of("a=1", "gone="));
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(7));
    assertThat(applied.changes(PARTITION, -1)).isPresent();

    held.write();
    assertThat(store.batches).hasSize(1);
  }

  @Test
  void theLastRowOfEachKeyIsWrittenInTheOrderOfTheLast() {
    held.hold(List.of(row("session", "1"), row("m1", "x")));
    held.decided(1, ADA);
    held.hold(List.of(row("session", "2"), row("m2", "y"), row("m1", null)));
    held.decided(2, ADA);
    held.write();

    assertThat(store.batches).containsExactly(List.of("session=2", "m2=y", "m1="));
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(2));
  }

  @Test
  void asManyEventsWaitAsMay() {
    for (int offset = 0; offset < HeldRows.EVENTS_MAX - 1; offset++) {
      event(held, offset, "k" + offset);
    }
    assertThat(store.batches).isEmpty();
    event(held, HeldRows.EVENTS_MAX - 1, "last");
    assertThat(store.batches).hasSize(1);
    assertThat(store.batches.getFirst()).hasSize(HeldRows.EVENTS_MAX);
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(HeldRows.EVENTS_MAX - 1));
  }

  @Test
  void asManyBytesWaitAsMay() {
    int key = "k".length();
    held.hold(List.of(row("k", "x".repeat(HeldRows.BYTES_MAX - key - 1))));
    held.decided(0, null);
    assertThat(store.batches).isEmpty();
    held.hold(List.of(row("k", "x".repeat(HeldRows.BYTES_MAX - key))));
    held.decided(1, null);
    assertThat(store.batches).hasSize(1);
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(1));
  }

  @Test
  void aRangeIsReadWithWhatWaited() {
    store.put(key("b"), "before".getBytes(StandardCharsets.UTF_8));
    event(held, 0, "a");
    List<String> seen = new ArrayList<>();
    held.scan(key("a"), key("z"), false, (key, value) -> seen.add(text(key.get())));
    assertThat(seen).containsExactly("a", "b");
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(0));
  }

  @Test
  void whatMayNotWaitIsWrittenBehindWhatWaits() {
    event(held, 0, "a");
    held.put(List.of(row("a", null)));
    assertThat(store.batches).containsExactly(List.of("a=at 0"), List.of("a="));
    held.decided(1, ADA);
    assertThat(applied.applied(PARTITION)).isEqualTo(OptionalLong.of(1));
  }

  @Test
  void nothingWaitsWhereOneEventMay() {
    HeldRows one = held(1);
    event(one, 0, "a");
    event(one, 1, "a");
    assertThat(store.batches).containsExactly(List.of("a=at 0"), List.of("a=at 1"));
  }

  @Test
  void whatTakesSomethingAwayDoesNotWait() {
    Change plain = new Change.PutPartition(PartitionRow.EMPTY);
    assertThat(HeldRows.mayWait(List.of(plain))).isTrue();
    assertThat(HeldRows.mayWait(List.of(plain, new Change.DropEmailClaim(ADA)))).isFalse();
  }
}
