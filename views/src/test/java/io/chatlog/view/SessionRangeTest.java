package io.chatlog.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.chatlog.value.Positions;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SessionRangeTest {
  private static final SessionPlace PLACE =
      new SessionPlace(7, "", new UserId("u"), new SessionId("s"));

  private static SessionRange.From asOf(long offset) {
    return new SessionRange.From(new Positions(new TreeMap<>(Map.of(2, offset))), PLACE);
  }

  @Test
  void noWalkBeganBeforeTheLog() {
    assertThat(asOf(0).asOf().offset(2)).hasValue(0);
    assertThat(asOf(Positions.NOTHING).asOf().offset(2)).isEmpty();
    assertThatIllegalArgumentException().isThrownBy(() -> asOf(-2));
  }
}
