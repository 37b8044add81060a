package io.chatlog.processor.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Payload.CreateUser;
import io.chatlog.processor.MapPartition;
import io.chatlog.testkit.Events;
import org.junit.jupiter.api.Test;

/** What several patches make together is bounded as one write is: in bytes, not characters. */
final class MergedSizeTest {
  private final Events events = new Events();
  private final MapPartition partition = new MapPartition();

  private Decision patch(String field, String text) {
    String json = "{\"metadata\":{\"" + field + "\":\"" + text + "\"}}";
    return partition.apply(events.patchUser("ann", json, null)).decision();
  }

  @Test
  void theLastByteThatFitsIsTakenAndTheNextIsRefused() {
    partition.apply(events.of("ann", CreateUser.bare()));
    // {"a":"…","b":"…"} is 15 bytes of punctuation and names
    String half = "é".repeat(16_380); // 32,760 bytes
    assertThat(patch("a", half)).isInstanceOf(Decision.Accepted.class);
    assertThat(patch("b", half + "x")).isInstanceOf(Decision.Accepted.class);
    assertThat(patch("b", half + "xy"))
        .asInstanceOf(type(Decision.Rejected.class))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
  }
}
