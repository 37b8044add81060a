package io.chatlog.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "nick|away[`]", "[\\]^{|}", "日本語", "😀", "...", "a..b", "x%2Fy"})
  void realNamesAreLegal(String id) {
    assertThat(new UserId(id).value()).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "a/b",
        "a b",
        "a\tb",
        "a\u0000",
        "\u0085",
        "a\u00a0b",
        "\u2028",
        "\ud800",
        "\udc00x",
        "\u007f",
        "\u3000"
      })
  void othersAreRefused(String id) {
    assertThatThrownBy(() -> new UserId(id)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLimitIs128() {
    assertThat(Ids.fault("x".repeat(128))).isEmpty();
    assertThat(Ids.fault("x".repeat(129))).isPresent();
    assertThat(Ids.fault("😀".repeat(128))).as("characters are code points").isEmpty();
    assertThat(Ids.fault("😀".repeat(129))).isPresent();
  }
}
