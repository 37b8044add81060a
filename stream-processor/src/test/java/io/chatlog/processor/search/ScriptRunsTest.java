package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where scripts change within a word. */
final class ScriptRunsTest {
  @ParameterizedTest
  @CsvSource({
    "kafka, ''",
    "Müller2, ''",
    "2024, ''",
    "брокер, ''",
    "안녕하세요, ''",
    "2024года, ''",
    "Kafka를, Kafka <를>",
    "2024년, 2024 <년>",
    "iPhone15프로, iPhone15 <프로>",
    "API서버가, API <서버가>",
    "서버2대API, <서버> 2 <대> API",
    "Kafkaброкер, Kafka брокер",
    "Kafka2брокер3, Kafka2 брокер3",
    "הAPI, ה API",
    "الAPI, ال API",
    "APIを, ''", // the tokenizer parts these
    "пример.com, ''", // has parts
    "서버.api, <서버> api",
    "서버_api_2, <서버> api_2",
    "api_서버, api <서버>",
    "_서버, <서버>",
    "12_월, 12 <월>",
    "e\u0301лес, e\u0301 лес",
    "서\u00ad버, ''",
    "µm, ''",
    "𝐀лес, ''", // mathematical letters are of no script
    "𐐀лес, 𐐀 лес"
  })
  void runsOf(String word, String expected) {
    assertThat(String.join(" ", runs(word))).isEqualTo(expected);
  }

  @Test
  void aWordHasSoManyAndNoMore() {
    String most = "aлbд".repeat(ScriptRuns.RUNS_MAX / 4);
    assertThat(runs(most)).hasSize(ScriptRuns.RUNS_MAX);
    assertThat(runs(most + "c"))
        .hasSize(ScriptRuns.RUNS_MAX)
        .last()
        .isEqualTo("дc"); // of whatever script
    assertThat(runs("aл".repeat(1_000))).hasSize(ScriptRuns.RUNS_MAX);
  }

  /** The runs, those of Korean in brackets. */
  private static List<String> runs(String word) {
    ScriptRuns runs = new ScriptRuns();
    runs.find(word.toCharArray(), word.length());
    List<String> found = new ArrayList<>();
    for (int run = 0; run < runs.count(); run++) {
      String text = word.substring(runs.start(run), runs.end(run));
      found.add(runs.isKorean(run) ? "<" + text + ">" : text);
    }
    return found;
  }
}
