package io.chatlog.processor.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.view.Changes;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecentOwnersTest {
  private final RecentOwners recent = new RecentOwners(9);

  @Test
  void eachOwnerBehindTheOffsetIsToldOnce() {
    recent.add(10, 1);
    recent.add(12, 2);
    recent.add(13, 1);
    assertThat(recent.since(9, 14).owners()).containsExactlyInAnyOrder(1, 2);
    assertThat(recent.since(10, 14).owners()).containsExactlyInAnyOrder(2, 1);
    assertThat(recent.since(12, 14)).isEqualTo(new Changes(14, false, List.of(1)));
    assertThat(recent.since(13, 14)).isEqualTo(new Changes(14, false, List.of()));
  }

  @Test
  void whatWasBeforeTheBeginningIsAnyone() {
    recent.add(10, 1);
    assertThat(recent.since(8, 10)).isEqualTo(Changes.ofAnyone(10));
    assertThat(recent.since(-1, 10)).isEqualTo(Changes.ofAnyone(10));
    assertThat(recent.since(9, 10)).isEqualTo(new Changes(10, false, List.of(1)));
  }

  @Test
  void whatIsForgottenIsAnyone() {
    int events = RecentOwners.EVENTS_MAX;
    for (int event = 0; event < events; event++) {
      recent.add(10 + event, event);
    }
    long last = 9 + events;
    assertThat(recent.since(9, last).owners()).hasSize(events).contains(0, events - 1);
    recent.add(last + 1, -1);
    assertThat(recent.since(9, last + 1)).isEqualTo(Changes.ofAnyone(last + 1));
    assertThat(recent.since(10, last + 1).owners()).hasSize(events).doesNotContain(0).contains(-1);
    assertThat(recent.since(last, last + 1).owners()).containsExactly(-1);
  }
}
