package io.chatlog.query.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class EscapesTest {
  @Test
  void onlyDigitsOfEscapesChange() {
    String plain = "{\"A\":[1E5,\"U00FF\"]}";
    assertThat(Escapes.lower(plain)).isSameAs(plain);
    assertThat(Escapes.lower("{\"A\\u001F\":\"\\uD83D\\n\\\\u00FF\\\"\\u00ffZ\"}"))
        .isEqualTo("{\"A\\u001f\":\"\\ud83d\\n\\\\u00FF\\\"\\u00ffZ\"}");
    assertThat(Escapes.lower("\\u00")).isEqualTo("\\u00");
  }
}
