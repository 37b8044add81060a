package io.chatlog.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PositionTest {
  @Test
  void textAndValueAreTheSame() {
    assertThat(Position.parse("3:1842")).contains(new Position(3, 1842));
    assertThat(new Position(3, 1842)).hasToString("3:1842");
    assertThat(Positions.parse("3:1842, 4:77,3:2"))
        .map(Positions::toString)
        .contains("3:1842,4:77");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "3:",
        ":3",
        "-1:2",
        "1:-2",
        "1:2:3",
        "a:b",
        "1.0:2",
        "3:99999999999999999999",
        "9999999999:1",
        "+1:2",
        "１:2"
      })
  void otherTextsAreNone(String text) {
    assertThat(Position.parse(text)).isEmpty();
    assertThat(Positions.parse(text)).isEmpty();
  }
}
