package io.chatlog.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonNumbersTest {
  @Test
  void textsOfTheSameNumberHaveOneForm() {
    for (List<String> same :
        List.of(
            List.of("1.5", "1.50", "1.5e0", "15e-1", "0.15E+1"),
            List.of("100", "1e2", "1E+2", "100.0"),
            List.of("0", "0.00", "-0", "0e9"),
            List.of("-7", "-7.0"),
            List.of("9007199254740993", "9007199254740993.0"),
            List.of("1e999999999", "10e999999998"))) {
      assertThat(same.stream().map(JsonNumbers::canonical).distinct())
          .as(same.toString())
          .hasSize(1);
      assertThat(same.stream().map(JsonNumbers::canonical)).doesNotContainNull();
    }
  }

  @Test
  void neighboursAreOthers() {
    assertThat(JsonNumbers.canonical("9007199254740993"))
        .isNotEqualTo(JsonNumbers.canonical("9007199254740992"));
    assertThat(JsonNumbers.canonical("0.1"))
        .isNotEqualTo(JsonNumbers.canonical("0.1000000000000000055511151231257827"));
    String longest = "1".repeat(JsonNumbers.CHARS_MAX);
    assertThat(JsonNumbers.canonical(longest)).isEqualTo(longest);
  }

  @Test
  void whatIsNoNumberHasNone() {
    for (String text :
        List.of(
            "",
            "a",
            "+1",
            "01",
            "1.",
            ".5",
            "1e",
            " 1",
            "1 ",
            "0x1",
            "NaN",
            "1_0",
            "\u0661",
            "1e9999999999",
            "-1e-9999999999",
            "1".repeat(JsonNumbers.CHARS_MAX + 1))) {
      assertThat(JsonNumbers.canonical(text)).as(text).isNull();
    }
  }
}
