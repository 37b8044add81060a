package io.chatlog.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.ingest.document.Extraction;
import io.chatlog.ingest.document.Extraction.Extracted;
import io.chatlog.ingest.document.Extraction.Failed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Real files, good and bad, through the process that parses them. */
final class TikaExtractionTest {
  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String UNKNOWN = "application/octet-stream";
  private static final int TEXT_CHARS_MAX = 100_000;

  private static ProcessExtractor extractor;

  @BeforeAll
  static void start() {
    extractor =
        new ProcessExtractor(
            new ExtractionSettings(
                1,
                Duration.ofSeconds(60),
                192L << 20,
                100,
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                TEXT_CHARS_MAX));
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  private static Extraction extract(byte[] content, String type, String name) {
    return extractor.extract(content, type, name);
  }

  private static String text(Extraction extraction) {
    assertThat(extraction).isInstanceOf(Extracted.class);
    return ((Extracted) extraction).text();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void pdf() {
    byte[] pdf = SampleFiles.pdf("The wireless card", "needs a driver.");
    assertThat(text(extract(pdf, "application/pdf", "a.pdf")))
        .contains("The wireless card")
        .contains("needs a driver.");
  }

  @Test
  void whatTheBytesAreCountsMoreThanTypeAndName() {
    byte[] pdf = SampleFiles.pdf("Told by its bytes");
    assertThat(text(extract(pdf, UNKNOWN, "a.bin"))).contains("Told by its bytes");
  }

  @Test
  void word() {
    assertThat(text(extract(SampleFiles.docx("Grüße aus 日本"), WORD, "a.docx")))
        .contains("Grüße aus 日本");
  }

  @Test
  void html() {
    String html =
        "<html><head><title>On <i>greetings</title><script>evil()</script></head><body><p>Hello "
            + "<b>there</b></p></body></html>";
    assertThat(text(extract(utf8(html), "text/html", "a.html")))
        .startsWith("On <i>greetings\n\n")
        .contains("Hello there")
        .doesNotContain("evil");
  }

  @Test
  void rtf() {
    assertThat(text(extract(utf8("{\\rtf1\\ansi Plain words\\par}"), "application/rtf", "a.rtf")))
        .contains("Plain words");
  }

  @Test
  void anEncryptedDocumentSaysSo() {
    byte[] pdf = SampleFiles.encryptedPdf("secret", "hidden words");
    assertThat(extract(pdf, "application/pdf", "a.pdf"))
        .isEqualTo(new Failed("the document is encrypted"));
  }

  @Test
  void brokenDocumentsHaveNoText() {
    byte[] pdf = SampleFiles.pdf("Words that are lost");
    byte[] cut = Arrays.copyOf(pdf, 60);
    assertThat(extract(cut, "application/pdf", "a.pdf")).isInstanceOf(Failed.class);
    byte[] docx = SampleFiles.docx("lost");
    assertThat(extract(Arrays.copyOf(docx, docx.length / 2), WORD, "a.docx"))
        .isInstanceOf(Failed.class);
  }

  @Test
  void whatIsNoDocumentHasNoText() {
    byte[] noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    assertThat(extract(noise, UNKNOWN, "noise"))
        .isEqualTo(new Failed("no text is extracted from application/octet-stream"));
  }

  @Test
  void nothingAtAllIsNoText() {
    assertThat(extract(new byte[0], "application/pdf", "a.pdf")).isNotNull();
  }

  @Test
  void aDocumentThatUnfoldsWithoutEndHarmsNothing() {
    assertThat(extract(SampleFiles.billionLaughs(), WORD, "a.docx")).isInstanceOf(Failed.class);
    assertThat(extract(SampleFiles.zipBomb(), WORD, "a.docx")).isInstanceOf(Failed.class);
    pdf();
  }

  @Test
  void aLongTextIsCutOff() {
    String html = "<p>" + "words and more ".repeat(20_000) + "</p>";
    assertThat(text(extract(utf8(html), "text/html", "a.html")).length())
        .isBetween(TEXT_CHARS_MAX / 2, TEXT_CHARS_MAX + 10);
  }
}
