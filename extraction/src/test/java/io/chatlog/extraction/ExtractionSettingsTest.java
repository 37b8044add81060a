package io.chatlog.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.config.Settings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ExtractionSettingsTest {
  private static ExtractionSettings settings(Map<String, ?> overrides) {
    Map<String, Object> full = new LinkedHashMap<>();
    overrides.forEach((key, value) -> full.put("chatlog." + key, value));
    return ExtractionSettings.from(Settings.load(null, Map.of(), full));
  }

  @Test
  void defaults() {
    assertThat(settings(Map.of()))
        .isEqualTo(
            new ExtractionSettings(
                2,
                Duration.ofSeconds(20),
                256L << 20,
                100,
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                10 << 20));
  }

  @Test
  void everySettingReachesItsPlace() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("extraction.processes_max", 1);
    all.put("extraction.timeout_ms", 3);
    all.put("extraction.heap_bytes", 40_000_000);
    all.put("extraction.documents_per_process", 5);
    all.put("extraction.idle_timeout_ms", 6);
    all.put("extraction.patience_ms", 7);
    all.put("ingest.documents.text_chars_max", 8);
    assertThat(settings(all))
        .isEqualTo(
            new ExtractionSettings(
                1,
                Duration.ofMillis(3),
                40_000_000,
                5,
                Duration.ofMillis(6),
                Duration.ofMillis(7),
                8));
    assertThat(
            Settings.load(null, Map.of(), Map.of()).getConfig("extraction").entrySet().stream()
                .map(entry -> "extraction." + entry.getKey()))
        .isSubsetOf(all.keySet());
  }

  @Test
  void valuesOutOfBoundsAreRefused() {
    Map.of(
            "processes_max", 0,
            "timeout_ms", 0,
            "heap_bytes", 1 << 20,
            "documents_per_process", 0,
            "idle_timeout_ms", 0,
            "patience_ms", -1)
        .forEach(
            (key, value) ->
                assertThatThrownBy(() -> settings(Map.of("extraction." + key, value)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(key));
  }
}
