package io.chatlog.query.app;

import com.typesafe.config.Config;
import io.chatlog.http.HttpServerSettings;
import io.chatlog.query.http.ReadLimits;
import io.chatlog.query.tail.TailLimits;

/**
 * The settings of the read side, checked. Immutable. How the owners of partitions are found is said
 * by {@link io.chatlog.route.RouteSettings}.
 *
 * @param host where a server of its own listens
 * @param port of a server of its own; 0 for a free one
 * @param limits the bounds of reads
 * @param tails the bounds of live tails
 * @param embeddingDimensions how many numbers every vector has; 0 for any
 */
public record QueryConfig(
    String host, int port, ReadLimits limits, TailLimits tails, int embeddingDimensions) {

  /**
   * Reads the settings.
   *
   * @param chatlog everything under {@code chatlog}, as {@link io.chatlog.config.Settings} gives it
   * @throws IllegalArgumentException when a value is out of bounds
   * @throws com.typesafe.config.ConfigException when a value is of a wrong type
   */
  public static QueryConfig from(Config chatlog) {
    Config query = chatlog.getConfig("query");
    return new QueryConfig(
        query.getString("host"),
        query.getInt("port"),
        new ReadLimits(
            query.getInt("page_items_default"),
            query.getInt("page_items_max"),
            query.getInt("search_items_default"),
            query.getInt("stream_page_items"),
            query.getInt("fill_ms_max"),
            query.getInt("all_ms_max")),
        new TailLimits(
            query.getInt("tail_listeners_max"),
            query.getInt("tail_heartbeat_ms"),
            query.getInt("tail_retry_ms"),
            query.getInt("tail_buffer_items_default"),
            query.getInt("tail_buffer_items_max"),
            query.getInt("tail_seconds_max"),
            query.getInt("tail_write_ms_max")),
        chatlog.getInt("embeddings.dimensions"));
  }

  /** How a server of its own is to be set up. */
  public HttpServerSettings httpServer() {
    return HttpServerSettings.defaults().listeningOn(host, port);
  }
}
