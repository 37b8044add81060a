package io.chatlog.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of what matters. */
class SummaryTest {
  @Test
  void ratiosStandWhereBothSystemsWereMeasured() {
    Sheet sheet = new Sheet("batches");
    sheet.headline("messages/s", "p99 ms");
    sheet.add("chatlog", "messages/s", 20_000);
    sheet.add("chatlog split", "messages/s", 80_000);
    sheet.add("Javalin + producer", "messages/s", 100_000);
    sheet.add("PostgreSQL", "messages/s", 10_000);
    sheet.add("PostgreSQL", "RSS MB", 900);
    assertThat(Summary.of(List.of(sheet)))
        .isEqualTo(
            """

            ## In short

            | what | figure | chatlog | chatlog split | PostgreSQL | Javalin + producer | chatlog / PostgreSQL | split / producer |
            |---|---|---|---|---|---|---|---|
            | batches | messages/s | 20,000 | 80,000 | 10,000 | 100,000 | **2.00** | **0.80** |
            """);
  }

  @Test
  void statesOfOneSystemAreRows() {
    Sheet sheet = new Sheet("start");
    sheet.headline("s");
    sheet.add("empty", "s", 5);
    sheet.add("full", "s", 7);
    assertThat(Summary.of(List.of(sheet)))
        .endsWith("| start, empty | s | 5.00 |\n| start, full | s | 7.00 |\n");
  }

  @Test
  void withoutHeadlinesThereIsNone() {
    Sheet sheet = new Sheet("start");
    sheet.add("empty", "s", 5);
    assertThat(Summary.of(List.of(sheet))).isEmpty();
  }
}
