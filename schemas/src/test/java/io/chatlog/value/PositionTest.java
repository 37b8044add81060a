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

  @Test
  void aPartitionThatHoldsNothingIsNamedAndAsksForNothing() {
    Positions nothing = Positions.nothingOf(3);
    assertThat(nothing).hasToString("3:-1");
    assertThat(nothing.isEmpty()).isTrue();
    assertThat(nothing.offset(3)).isEmpty();
    assertThat(Positions.parse("3:-1")).contains(nothing);
    assertThat(nothing.with(Positions.of(new Position(4, 7)))).hasToString("4:7");
    assertThat(nothing.with(Positions.of(new Position(3, 0)))).hasToString("3:0");
    assertThat(Positions.parse("3:-1,3:5").orElseThrow().offset(3)).hasValue(5);
    assertThat(Position.parse("3:-1")).isEmpty();
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
        ":-1",
        "-1:-1",
        "1:-1:-1",
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
