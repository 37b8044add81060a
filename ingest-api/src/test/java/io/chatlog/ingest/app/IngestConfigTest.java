package io.chatlog.ingest.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.config.Settings;
import io.chatlog.ingest.accept.DocumentLimits;
import io.chatlog.ingest.accept.WriteLimits;
import io.chatlog.ingest.http.RouteSettings;
import io.chatlog.ingest.imports.ImportSettings;
import io.chatlog.ingest.publish.ProducerSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class IngestConfigTest {
  @Test
  void theDefaultsAreThoseOfTheContract() {
    IngestConfig config = config(Map.of());

    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.bodyBytesMax()).isEqualTo(16 << 20);
    assertThat(config.inflightBodyBytesMax()).isEqualTo(256L << 20);
    assertThat(config.bodyTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.routes())
        .isEqualTo(new RouteSettings(WriteLimits.defaults(), 10_000, 5_000, 60_000));
    assertThat(config.imports()).isEqualTo(ImportSettings.defaults());
    assertThat(config.producer())
        .isEqualTo(
            new ProducerSettings(
                "127.0.0.1:9092",
                Duration.ZERO,
                65_536,
                96L << 20,
                4 << 20,
                Duration.ofSeconds(9),
                Duration.ofSeconds(4),
                Duration.ofMillis(250)));
    assertThat(config.inflightBytesMax()).isEqualTo(48L << 20);
    assertThat(config.startTimeout()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void everySettingReachesItsPlace() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kafka.bootstrap_servers", "k:1");
    all.put("embeddings.dimensions", 3);
    all.put("ingest.host", "0.0.0.0");
    all.put("ingest.port", 1);
    all.put("ingest.body_bytes_max", 2_000_000);
    all.put("ingest.inflight_body_bytes_max", 3_000_000);
    all.put("ingest.body_timeout_ms", 4);
    all.put("ingest.batch_items_max", 5);
    all.put("ingest.wait_default_ms", 6);
    all.put("ingest.wait_max_ms", 7);
    all.put("ingest.content_chars_max", 8);
    all.put("ingest.content_bytes_max", 9);
    all.put("ingest.title_chars_max", 10);
    all.put("ingest.label_chars_max", 11);
    all.put("ingest.tags_max", 12);
    all.put("ingest.summary_chars_max", 13);
    all.put("ingest.external_id_chars_max", 14);
    all.put("ingest.profile_chars_max", 15);
    all.put("ingest.metadata_bytes_max", 16);
    all.put("ingest.embedding_dimensions_max", 17);
    all.put("ingest.import.body_bytes_max", 31);
    all.put("ingest.import.body_bytes_per_second_min", 32);
    all.put("ingest.import.expanded_bytes_max", 33);
    all.put("ingest.import.archive_entries_max", 34);
    all.put("ingest.import.archive_ratio_max", 35);
    all.put("ingest.import.conversation_chars_max", 36);
    all.put("ingest.import.at_once_max", 37);
    all.put("ingest.import.spool_directory", "/spool");
    all.put("ingest.documents.bytes_max", 27);
    all.put("ingest.documents.name_chars_max", 28);
    all.put("ingest.documents.text_chars_max", 29);
    all.put("ingest.documents.chunk_chars_max", 300);
    all.put("ingest.documents.chunk_overlap_chars_max", 31);
    all.put("ingest.documents.at_once_max", 32);
    all.put("ingest.documents.patience_ms", 33);
    all.put("ingest.log.inflight_bytes_max", 18_000_000);
    all.put("ingest.log.buffer_bytes", 24_000_000);
    all.put("ingest.log.linger_ms", 20);
    all.put("ingest.log.batch_bytes_max", 21);
    all.put("ingest.log.request_bytes_max", 1_000_022);
    all.put("ingest.log.delivery_timeout_ms", 2_300);
    all.put("ingest.log.request_timeout_ms", 240);
    all.put("ingest.log.block_ms_max", 25);
    all.put("ingest.log.start_timeout_ms", 26);

    assertThat(config(all))
        .isEqualTo(
            new IngestConfig(
                "0.0.0.0",
                1,
                2_000_000,
                3_000_000,
                Duration.ofMillis(4),
                new RouteSettings(
                    new WriteLimits(8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 3),
                    new DocumentLimits(27, 28, 29, 300, 31, 32, 33),
                    5,
                    6,
                    7),
                new ImportSettings(31, Duration.ofMillis(4), 32, 33, 34, 35, 36, 37, "/spool"),
                new ProducerSettings(
                    "k:1",
                    Duration.ofMillis(20),
                    21,
                    24_000_000,
                    1_000_022,
                    Duration.ofMillis(2_300),
                    Duration.ofMillis(240),
                    Duration.ofMillis(25)),
                18_000_000,
                Duration.ofMillis(26)));
    assertThat(
            Settings.load(null, Map.of(), Map.of()).getConfig("ingest").entrySet().stream()
                .map(entry -> "ingest." + entry.getKey()))
        .as("a setting that this test forgot")
        .isSubsetOf(all.keySet());
  }

  @Test
  void valuesOutOfBoundsAreRefused() {
    refused("ingest.content_chars_max", 0, "content_chars_max");
    refused("embeddings.dimensions", 4_097, "embeddings.dimensions");
    refused("embeddings.dimensions", -1, "embeddings.dimensions");
    refused("ingest.batch_items_max", 0, "batch_items_max");
    refused("ingest.wait_max_ms", 60_001, "wait_max");
    refused("ingest.wait_default_ms", 60_001, "wait_default");
    refused("ingest.log.block_ms_max", 251, "max_block");
    refused("ingest.log.delivery_timeout_ms", 3_999, "delivery_timeout");
    refused("ingest.log.request_bytes_max", 1_000_000, "request_bytes_max");
    refused("ingest.log.inflight_bytes_max", 32 << 20, "buffer_bytes", 1);
    refused("ingest.documents.chunk_chars_max", 99, "chunk_chars_max");
    refused("ingest.documents.chunk_overlap_chars_max", 401, "chunk_overlap_chars_max");
    refused("ingest.documents.at_once_max", 0, "at_once_max");
    refused("ingest.documents.bytes_max", 0, "bytes_max");
    refused("ingest.body_bytes_max", 40 << 20, "inflight_bytes_max");
    refused("ingest.log.start_timeout_ms", 0, "start_timeout_ms");
  }

  @Test
  void theLimitsArePublishedWithTheirUnits() {
    Map<String, Object> limits = config(Map.of()).limits();
    assertThat(limits)
        .containsEntry("body_bytes_max", 16 << 20)
        .containsEntry("batch_items_max", 10_000)
        .containsEntry("content_chars_max", 100_000)
        .containsEntry("document_bytes_max", 10 << 20)
        .containsEntry("id_chars_max", 128);
    assertThat(limits.keySet()).allMatch(name -> name.matches("\\w+_(max|min|ms|dimensions)"));
  }

  @Test
  void theProducerWaitsForEveryReplicaAndCannotDouble() {
    var properties = config(Map.of()).producer().toProperties("c");
    assertThat(properties)
        .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
        .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
        .containsEntry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd")
        .containsEntry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 250L);
    new ProducerConfig(properties); // refuses what Kafka would refuse at the start
  }

  private static void refused(String key, Object value, String named) {
    assertThatThrownBy(() -> config(Map.of(key, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }

  private static void refused(String key, Object value, String with, Object withValue) {
    assertThatThrownBy(() -> config(Map.of(key, value, "ingest.log." + with, withValue)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(with);
  }

  private static IngestConfig config(Map<String, ?> overrides) {
    Map<String, Object> full = new LinkedHashMap<>();
    overrides.forEach((key, value) -> full.put("chatlog." + key, value));
    return IngestConfig.from(Settings.load(null, Map.of(), full));
  }
}
