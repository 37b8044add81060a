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
  void aFormattedDocumentIsAnothersWhateverItsTypeSays() {
    byte[] word = {'P', 'K', 3, 4, 1};
    byte[] old = {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a, 1};
    for (byte[] content : new byte[][] {ascii("%PDF-1.4 x"), ascii("{\\rtf1 x}"), word, old}) {
      for (String type : new String[] {"text/plain", "TEXT/markdown; a=b", "application/json"}) {
        assertThat(extract(content, type))
            .isEqualTo(new Failed("no text is extracted from application/octet-stream"));
      }
    }
    for (String text : new String[] {"%PD", "PK", " %PDF-", "a %PDF- is"}) {
      assertThat(extract(ascii(text), "text/plain")).isEqualTo(new Extracted(text));
    }
  }

  @Test
  void whatIsPlainlyTextIsTakenWhereNobodyKnowsTheType() {
    String type = "Application/octet-stream; x=y";
    assertThat(extract(StandardCharsets.UTF_8, type)).isEqualTo(new Extracted(WORDS));
    assertThat(extract(ascii(""), type)).isEqualTo(new Extracted(""));
    assertThat(extract("\ufeffx\ty\r\n".getBytes(StandardCharsets.UTF_8), type))
        .isEqualTo(new Extracted("x\ty\r\n"));
    byte[][] others = {
      ascii("%PDF-"), ascii(" \n<html>"), ascii("a\u0001b"), WORDS.getBytes(StandardCharsets.UTF_16)
    };
    for (byte[] other : others) {
      assertThat(extract(other, type)).isEqualTo(new Failed("no text is extracted from " + type));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void whatIsNoUtf8IsWindows1252UnlessItHasControls() {
    assertThat(extract(new byte[] {(byte) 0x93, 'x', (byte) 0x94}, "text/plain"))
        .isEqualTo(new Extracted("\u201cx\u201d"));
    assertThat(extract(new byte[] {(byte) 0xff, 1}, "text/plain")).isInstanceOf(Failed.class);
    assertThat(extract(new byte[] {(byte) 0xff, (byte) 0x81}, "text/plain"))
        .isInstanceOf(Failed.class);
  }

  @Test
  void theRestIsAnothers() {
    for (String type : new String[] {"text/html", "application/pdf", "image/png"}) {
      assertThat(extract(StandardCharsets.UTF_8, type))
          .isEqualTo(new Failed("no text is extracted from " + type));
    }
  }
}
