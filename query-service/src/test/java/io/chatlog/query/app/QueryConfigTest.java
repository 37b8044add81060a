package io.chatlog.query.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chatlog.config.Settings;
import io.chatlog.query.http.ReadLimits;
import io.chatlog.query.tail.TailLimits;
import io.chatlog.route.NodeAddress;
import io.chatlog.route.RouteSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryConfigTest {
  @Test
  void theDefaults() {
    var chatlog = Settings.load(null, Map.of(), Map.of());
    assertThat(QueryConfig.from(chatlog))
        .isEqualTo(
            new QueryConfig(
                "127.0.0.1",
                8081,
                new ReadLimits(50, 1_000, 20, 200, 500, 10_000),
                new TailLimits(2_048, 15_000, 2_000, 100, 1_000, 3_600, 10_000),
                0));
    assertThat(RouteSettings.from(chatlog))
        .isEqualTo(
            new RouteSettings(
                List.of(new NodeAddress("127.0.0.1", 8090)),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                1_024,
                64,
                256 << 20));
  }

  @Test
  void everyKeyMaps() {
    var chatlog =
        Settings.load(
            null,
            Map.of("CHATLOG_ROUTE_PROCESSORS", "http://a:1, http://[::1]:2/,"),
            Map.ofEntries(
                Map.entry("chatlog.embeddings.dimensions", 3),
                Map.entry("chatlog.query.host", "0.0.0.0"),
                Map.entry("chatlog.query.port", 1),
                Map.entry("chatlog.query.page_items_default", 2),
                Map.entry("chatlog.query.page_items_max", 3),
                Map.entry("chatlog.query.search_items_default", 1),
                Map.entry("chatlog.query.stream_page_items", 4),
                Map.entry("chatlog.query.fill_ms_max", 5),
                Map.entry("chatlog.query.all_ms_max", 6),
                Map.entry("chatlog.query.tail_listeners_max", 17),
                Map.entry("chatlog.query.tail_heartbeat_ms", 18),
                Map.entry("chatlog.query.tail_retry_ms", 19),
                Map.entry("chatlog.query.tail_buffer_items_default", 20),
                Map.entry("chatlog.query.tail_buffer_items_max", 21),
                Map.entry("chatlog.query.tail_seconds_max", 22),
                Map.entry("chatlog.query.tail_write_ms_max", 23),
                Map.entry("chatlog.route.deadline_ms", 7),
                Map.entry("chatlog.route.scatter_deadline_ms", 8),
                Map.entry("chatlog.route.attempt_timeout_ms", 9),
                Map.entry("chatlog.route.connect_timeout_ms", 10),
                Map.entry("chatlog.route.metadata_timeout_ms", 11),
                Map.entry("chatlog.route.ask_interval_ms_min", 12),
                Map.entry("chatlog.route.ask_interval_ms_max", 13),
                Map.entry("chatlog.route.node_requests_max", 14),
                Map.entry("chatlog.route.local_reads_max", 16),
                Map.entry("chatlog.route.answer_bytes_max", 15)));
    assertThat(QueryConfig.from(chatlog))
        .isEqualTo(
            new QueryConfig(
                "0.0.0.0",
                1,
                new ReadLimits(2, 3, 1, 4, 5, 6),
                new TailLimits(17, 18, 19, 20, 21, 22, 23),
                3));
    assertThat(RouteSettings.from(chatlog))
        .isEqualTo(
            new RouteSettings(
                List.of(new NodeAddress("a", 1), new NodeAddress("::1", 2)),
                Duration.ofMillis(7),
                Duration.ofMillis(8),
                Duration.ofMillis(9),
                Duration.ofMillis(10),
                Duration.ofMillis(11),
                Duration.ofMillis(12),
                Duration.ofMillis(13),
                14,
                16,
                15));
  }

  @Test
  void valuesOutOfBoundsAreRefused() {
    for (Map.Entry<String, Object> wrong :
        Map.<String, Object>ofEntries(
                Map.entry("chatlog.query.page_items_max", 1_001),
                Map.entry("chatlog.query.page_items_default", 0),
                Map.entry("chatlog.query.search_items_default", 1_001),
                Map.entry("chatlog.query.stream_page_items", 0),
                Map.entry("chatlog.query.fill_ms_max", -1),
                Map.entry("chatlog.query.tail_listeners_max", 0),
                Map.entry("chatlog.query.tail_heartbeat_ms", 30_001),
                Map.entry("chatlog.query.tail_retry_ms", -1),
                Map.entry("chatlog.query.tail_buffer_items_default", 1_001),
                Map.entry("chatlog.query.tail_buffer_items_max", 1_001),
                Map.entry("chatlog.query.tail_seconds_max", 86_401),
                Map.entry("chatlog.query.tail_write_ms_max", 0))
            .entrySet()) {
      var chatlog = Settings.load(null, Map.of(), Map.of(wrong.getKey(), wrong.getValue()));
      assertThatThrownBy(() -> QueryConfig.from(chatlog))
          .as(wrong.getKey())
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (String processors : List.of("ftp://a:1", "a", "http://a", "http://:1")) {
      var chatlog = Settings.load(null, Map.of(), Map.of("chatlog.route.processors", processors));
      assertThatThrownBy(() -> RouteSettings.from(chatlog))
          .as(processors)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
