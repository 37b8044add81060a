package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AttemptsTest {
  private final Attempts attempts = new Attempts(7);

  @Test
  void someAreFreeAndThenOneInAWhile() {
    long now = 1_000_000;
    for (int attempt = 0; attempt < Attempts.BURST; attempt++) {
      assertThat(attempts.tryNow("ann", now)).isZero();
    }
    assertThat(attempts.tryNow("ann", now)).isEqualTo(Attempts.EVERY_MILLIS);
    assertThat(attempts.tryNow("bob", now)).isZero();
    now += Attempts.EVERY_MILLIS - 1;
    assertThat(attempts.tryNow("ann", now)).isEqualTo(1);
    assertThat(attempts.tryNow("ann", now + 1)).isZero();
    assertThat(attempts.tryNow("ann", now + 1)).isPositive();
  }

  @Test
  void thoseThatWereRightDoNotCount() {
    for (int attempt = 0; attempt < 100; attempt++) {
      assertThat(attempts.tryNow("ann", 1_000_000)).isZero();
      attempts.wasRight("ann");
    }
  }
}
