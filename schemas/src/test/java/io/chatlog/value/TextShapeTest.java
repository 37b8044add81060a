package io.chatlog.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextShapeTest {
  @Test
  void agreesWithTheLibraryOnRandomTexts() {
    Random random = new Random(11);
    int[] tricky = {0, 9, 32, 0x7f, 0x80, 0x85, 0xa0, 0x7ff, 0x800, 0x200b, 0xfeff, 0x1f600};
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(6); length > 0; length--) {
        int codePoint =
            random.nextBoolean()
                ? tricky[random.nextInt(tricky.length)]
                : random.nextInt(Character.MAX_CODE_POINT + 1);
        if (codePoint < 0xd800 || codePoint > 0xdfff) {
          text.appendCodePoint(codePoint);
        }
      }
      check(text.toString());
    }
  }

  @Test
  void seesLoneSurrogates() {
    assertThat(TextShape.of("a\ud800").wellFormed()).isFalse();
    assertThat(TextShape.of("\udc00\ud800").wellFormed()).isFalse();
    assertThat(TextShape.of("\ud83d\ude00").wellFormed()).isTrue();
  }

  private static void check(String text) {
    TextShape shape = TextShape.of(text);
    assertThat(shape.chars()).isEqualTo(text.codePointCount(0, text.length()));
    assertThat(shape.bytes()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    assertThat(shape.wellFormed()).isTrue();
    assertThat(shape.control()).isEqualTo(text.codePoints().anyMatch(Character::isISOControl));
    assertThat(shape.blank())
        .isEqualTo(
            text.codePoints()
                .allMatch(
                    c ->
                        Character.isWhitespace(c)
                            || Character.isSpaceChar(c)
                            || Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT));
  }
}
