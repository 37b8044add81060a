package io.chatlog.extraction;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.ingest.document.Extraction;
import io.chatlog.ingest.document.Extraction.Busy;
import io.chatlog.ingest.document.Extraction.Extracted;
import io.chatlog.ingest.document.Extraction.Failed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a document does to its process, the extractor goes on. */
final class ProcessExtractorTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int PER_PROCESS = 3;

  private ProcessExtractor extractor = extractor(1, LONG, LONG, Duration.ofSeconds(30));

  private static ProcessExtractor extractor(
      int processes, Duration timeout, Duration idle, Duration patience) {
    return new ProcessExtractor(
        new ExtractionSettings(
            processes, timeout, 64L << 20, PER_PROCESS, idle, patience, 1_000_000),
        OddParser.class.getName());
  }

  private void use(ProcessExtractor other) {
    extractor.close();
    extractor = other;
  }

  @AfterEach
  void close() {
    extractor.close();
    assertThat(extractor.processes()).isEmpty();
  }

  private Extraction ask(String what) {
    return extractor.extract(what.getBytes(StandardCharsets.UTF_8), "text/odd", "odd");
  }

  private String pid() {
    assertThat(ask("who")).isInstanceOf(Extracted.class);
    return ((Extracted) ask("who")).text();
  }

  @Test
  void thereIsNoProcessUntilTheFirstDocument() {
    assertThat(extractor.processes()).isEmpty();
    ask("who");
    assertThat(extractor.processes()).hasSize(1);
  }

  @Test
  void aProcessHasSomeDocumentsAndIsReplaced() {
    Extraction first = ask("who");
    for (int document = 1; document < PER_PROCESS; document++) {
      assertThat(ask("who")).isEqualTo(first);
    }
    assertThat(ask("who")).isNotEqualTo(first).isInstanceOf(Extracted.class);
    assertThat(extractor.processes()).hasSize(1);
  }

  @Test
  void aDocumentThatTakesTooLongIsGivenUp() {
    use(extractor(1, Duration.ofMillis(700), LONG, LONG));
    assertThat(ask("hang")).isEqualTo(new Failed("extracting the text took longer than 700 ms"));
    assertThat(extractor.processes()).isEmpty();
  }

  @Test
  void aDocumentThatNeedsTooMuchMemoryIsGivenUp() {
    assertThat(ask("eat"))
        .isEqualTo(new Failed("extracting the text needs more than 64 MiB of memory"));
    assertThat(ask("who")).isInstanceOf(Extracted.class);
  }

  @Test
  void aDocumentThatKillsItsProcessIsGivenUp() {
    assertThat(ask("die")).isEqualTo(new Failed("extracting the text ended unexpectedly"));
    assertThat(ask("who")).isInstanceOf(Extracted.class);
  }

  @Test
  void whatAParserThrowsIsTheReason() {
    String pid = pid();
    assertThat(ask("throw")).isEqualTo(new Failed("the document cannot be read: as told"));
    use(extractor(1, LONG, LONG, LONG));
    assertThat(ask("nest")).isEqualTo(new Failed("the document is nested too deep"));
    assertThat(pid).isNotEmpty();
  }

  @Test
  void whatAParserPrintsIsNoReply() {
    assertThat(ask("print")).isEqualTo(new Extracted("printed"));
    assertThat(ask("who")).isInstanceOf(Extracted.class);
  }

  @Test
  void tooManyAtOnceAreSentAway() throws Exception {
    use(extractor(1, Duration.ofSeconds(20), LONG, Duration.ofMillis(1)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Extraction> hanging =
          CompletableFuture.supplyAsync(() -> ask("hang"), threads);
      while (extractor.processes().isEmpty()) {
        Thread.onSpinWait();
      }
      assertThat(ask("who")).isEqualTo(new Busy());
      extractor.close();
      assertThat(hanging.get(10, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
    }
  }

  @Test
  void aProcessWithNothingToDoEnds() {
    use(extractor(1, LONG, Duration.ofMillis(200), LONG));
    ask("who");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!extractor.processes().isEmpty() && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(extractor.processes()).isEmpty();
    assertThat(ask("who")).isInstanceOf(Extracted.class);
  }
}
