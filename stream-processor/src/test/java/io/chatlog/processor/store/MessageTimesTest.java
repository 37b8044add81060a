package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.MapPartition;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.TimeSpan;
import io.chatlog.testkit.Events;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deletion of the earliest or latest message looks at a few rows, whatever the order was. */
final class MessageTimesTest {
  private static final int MESSAGES = 2_000;
  private static final int ROWS_MAX = 8;
  private static final UserId USER = new UserId("u");
  private static final SessionId SESSION = new SessionId("s");

  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();
  private int looked;

  /** The rows of the partition, counted. */
  private Rows counted() {
    return new Rows(
        new RowSource() {
          @Override
          public byte[] get(Bytes key) {
            return partition.get(key);
          }

          @Override
          public void scan(Bytes from, Bytes end, boolean reverse, RowVisitor visitor) {
            partition.scan(
                from,
                end,
                reverse,
                (key, value) -> {
                  looked++;
                  return visitor.visit(key, value);
                });
          }
        });
  }

  private void talk(LongUnaryOperator time) {
    partition.apply(events.user("u"));
    partition.apply(events.session("u", "s", "web"));
    for (int number = 1; number <= MESSAGES; number++) {
      partition.apply(
          events.message("u", "s", "m" + number, Role.USER, "x", time.applyAsLong(number), null));
    }
  }

  private void assertFew(long exceptSeq, long first, long last) {
    SessionRow row = partition.rows().session(USER, SESSION);
    looked = 0;
    assertThat(counted().messageTimes(row, exceptSeq)).isEqualTo(new TimeSpan(first, last));
    assertThat(looked).as("rows looked at").isBetween(1, ROWS_MAX);
  }

  private long byTime() {
    return partition.dump().stream().filter(line -> line.startsWith("z")).count();
  }

  @Test
  void inOrderNoRowsAreMade() {
    talk(number -> number);
    assertThat(byTime()).isZero();
    assertFew(1, 2, MESSAGES);
    assertFew(MESSAGES, 1, MESSAGES - 1);
    assertFew(-1, 1, MESSAGES);
  }

  @Test
  void newestFirst() {
    talk(number -> MESSAGES - number);
    assertThat(byTime()).isEqualTo(MESSAGES - 1);
    assertFew(1, 0, MESSAGES - 2);
    assertFew(MESSAGES, 1, MESSAGES - 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void inAnyOrderAndUntilNoneIsLeft(long seed) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    talk(
        number -> {
          times.add(number < MESSAGES / 2 ? number : random.nextInt(MESSAGES));
          return times.getLast();
        });
    for (int except : new int[] {0, 1, MESSAGES / 2, MESSAGES / 2 + 1, MESSAGES}) {
      List<Long> others = new ArrayList<>(times);
      if (except > 0) {
        others.remove(except - 1);
      }
      assertFew(except, Collections.min(others), Collections.max(others));
    }
    for (int number = 1; number <= MESSAGES; number++) {
      partition.apply(events.deleteMessage("u", "s", "m" + number, null));
    }
    SessionRow row = partition.rows().session(USER, SESSION);
    assertThat(row.session().messageCount()).isZero();
    assertThat(row.stats().firstMessageAtMicros()).isNull();
    assertThat(byTime()).isZero();
    partition.apply(events.deleteSession("u", "s", null));
    assertThat(byTime()).isZero();
  }

  @Test
  void theyGoWithTheirSession() {
    talk(number -> MESSAGES - number);
    partition.apply(events.deleteSession("u", "s", null));
    assertThat(byTime()).isZero();
  }
}
