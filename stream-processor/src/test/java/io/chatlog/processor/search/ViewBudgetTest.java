package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Views are opened at once where they are few, and seldom where they are many. */
class ViewBudgetTest {
  private static final long MILLI = 1_000_000;

  private long now = 5;
  private final ViewBudget budget = new ViewBudget(() -> now);

  /** Opens views, as searches that follow each other would have it, and counts them. */
  private int open(int searches, long everyNanos, long costNanos) {
    int opened = 0;
    for (int search = 0; search < searches; search++) {
      now += everyNanos;
      if (budget.allows()) {
        opened++;
        long began = now;
        now += costNanos;
        budget.spent(began);
      }
    }
    return opened;
  }

  @Test
  void whoeverSearchesSeldomSeesAllThereIs() {
    assertThat(open(100, 200 * MILLI, 2 * MILLI)).isEqualTo(100);
  }

  @Test
  void aBurstIsServedAtOnce() {
    assertThat(open(40, MILLI, 3 * MILLI / 2)).isEqualTo(40);
  }

  @Test
  void manyCostAShareOfTheTime() {
    open(1_000, MILLI, 4 * MILLI); // what was saved is spent
    long began = now;
    int opened = open(10_000, MILLI, 4 * MILLI);
    long nanos = now - began;
    assertThat(opened * 4 * MILLI).isLessThan(nanos / 80).isGreaterThan(nanos / 130);
  }

  @Test
  void noViewIsOlderThanItsBound() {
    budget.spent(now - 10_000 * MILLI); // longer than all that was saved
    assertThat(budget.allows()).isTrue(); // for as long ago it began
    budget.spent(now);
    now += (ViewBudget.AGE_MILLIS_MAX - 1) * MILLI;
    assertThat(budget.allows()).isFalse();
    now += MILLI;
    assertThat(budget.allows()).isTrue();
  }
}
