package io.chatlog.processor.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a commit is asked for. */
class CommitPaceTest {
  private static final long EVERY = 100;
  private static final long BEHIND = CommitPace.BEHIND_MILLIS;
  private final CommitPace pace = new CommitPace(EVERY);

  @Test
  void isSoonForTheFirstEventAfterAPause() {
    pace.committed(1_000);

    assertThat(pace.decided(5_000, 4_990)).isTrue();
  }

  @Test
  void isOnceInAnIntervalWhileEventsAreDecidedAsTheyCome() {
    pace.committed(1_000);

    assertThat(pace.decided(1_010, 1_005)).isFalse();
    assertThat(pace.isDue(1_099)).isFalse();
    assertThat(pace.isDue(1_100)).isTrue();

    pace.committed(1_101);
    assertThat(pace.isDue(9_000)).as("nothing was decided since").isFalse();
  }

  @Test
  void isLeftToStreamsWhileEventsAreOldWhenTheyAreDecided() {
    pace.committed(1_000);

    assertThat(pace.decided(5_000, 5_000 - BEHIND)).isFalse();
    assertThat(pace.isDue(60_000)).isFalse();
    assertThat(pace.decided(5_000, 5_001 - BEHIND)).as("a little younger").isTrue();
  }

  @Test
  void holdsForTheYoungOnesAmongOld() {
    pace.committed(1_000);

    pace.decided(1_050, 1_049);
    assertThat(pace.decided(1_120, 0)).isTrue();
  }
}
