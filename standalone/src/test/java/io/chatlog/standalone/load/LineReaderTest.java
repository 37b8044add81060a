package io.chatlog.standalone.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
  @Test
  void readsEveryLineAndOneWithoutEnd() throws IOException {
    assertThat(lines("a\n\nb\r\nc", 10)).containsExactly("a", "", "b\r", "c");
    assertThat(lines("a\n", 10)).containsExactly("a");
    assertThat(lines("", 10)).isEmpty();
  }

  @Test
  void takesALineAtTheLimitAndNamesOneBeyond() throws IOException {
    String atLimit = "x".repeat(100_000);
    assertThat(lines(atLimit + "\n" + atLimit + "y\nz", 100_000))
        .containsExactly(atLimit, "too long", "z");
  }

  private static List<String> lines(String text, int lineBytesMax) throws IOException {
    LineReader reader =
        new LineReader(
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), lineBytesMax);
    List<String> lines = new ArrayList<>();
    for (var line = reader.next(); line != null; line = reader.next()) {
      lines.add(line.tooLong() ? "too long" : new String(line.bytes(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}
