package io.chatlog.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.ingest.document.Extraction.Extracted;
import io.chatlog.ingest.document.Extraction.Failed;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is text is taken as it is; the rest is another's. */
final class PlainTextTest {
  private static final String WORDS = "Grüße";

  private static Extraction extract(byte[] content, String type) {
    try (PlainText plain = PlainText.alone()) {
      return plain.extract(content, type, "a");
    }
  }

  private static Extraction extract(Charset charset, String type) {
    return extract(WORDS.getBytes(charset), type);
  }

  @Test
  void textIsDecoded() {
    for (String type :
        new String[] {
          "text/plain", "TEXT/Markdown", "text/csv", "application/json", "text/x-java"
        }) {
      assertThat(extract(StandardCharsets.UTF_8, type)).isEqualTo(new Extracted(WORDS));
    }
    assertThat(extract(StandardCharsets.ISO_8859_1, "text/plain; charset=\"ISO-8859-1\""))
        .isEqualTo(new Extracted(WORDS));
    assertThat(extract(StandardCharsets.ISO_8859_1, "text/plain")).isEqualTo(new Extracted(WORDS));
    assertThat(extract(StandardCharsets.UTF_16, "text/plain")).isEqualTo(new Extracted(WORDS));
    assertThat(extract(StandardCharsets.UTF_8, "text/plain; charset=klingon"))
        .isEqualTo(new Extracted(WORDS));
    assertThat(extract("\ufeff".concat(WORDS).getBytes(StandardCharsets.UTF_8), "text/plain"))
        .isEqualTo(new Extracted(WORDS));
    assertThat(extract(new byte[0], "text/plain")).isEqualTo(new Extracted(""));
  }

  @Test
  void whatIsNoTextWhateverItsTypeSaysFails() {
    assertThat(extract(new byte[] {1, 0, 2}, "text/plain")).isInstanceOf(Failed.class);
  }

  @Test
  void theRestIsAnothers() {
    for (String type : new String[] {"text/html", "application/pdf", "image/png"}) {
      assertThat(extract(StandardCharsets.UTF_8, type))
          .isEqualTo(new Failed("no text is extracted from " + type));
    }
  }
}
