package io.chatlog.query.tail;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The bounds of live tails.
 *
 * @param listenersMax how many streams may be open at once; more are refused
 * @param heartbeatMillis how long a stream is silent before a comment says that it lives
 * @param retryMillis what clients are told to wait before they connect again
 * @param bufferItemsDefault messages read at once for one stream when the client does not say
 * @param bufferItemsMax the most messages read at once for one stream
 * @param secondsMax how long one stream lasts at most; the client then resumes
 * @param writeMillisMax how long the client may take for what was read at once: when it takes
 *     longer it is told to resume, and when it takes twice as long it is cut off
 */
public record TailLimits(
    int listenersMax,
    int heartbeatMillis,
    int retryMillis,
    int bufferItemsDefault,
    int bufferItemsMax,
    int secondsMax,
    int writeMillisMax) {
  private static final int BUFFER_ITEMS_MOST = 1_000;

  /** Below the time after which a server closes a connection on which nothing moves. */
  private static final int HEARTBEAT_MILLIS_MOST = 30_000;

  private static final int SECONDS_MOST = 86_400;

  public TailLimits {
    require(listenersMax >= 1, "tail_listeners_max must be positive");
    require(
        heartbeatMillis >= 1 && heartbeatMillis <= HEARTBEAT_MILLIS_MOST,
        "tail_heartbeat_ms must be 1.." + HEARTBEAT_MILLIS_MOST);
    require(retryMillis >= 0, "tail_retry_ms must not be negative");
    require(
        bufferItemsMax >= 1 && bufferItemsMax <= BUFFER_ITEMS_MOST,
        "tail_buffer_items_max must be 1.." + BUFFER_ITEMS_MOST);
    require(
        bufferItemsDefault >= 1 && bufferItemsDefault <= bufferItemsMax,
        "tail_buffer_items_default must be 1..tail_buffer_items_max");
    require(
        secondsMax >= 1 && secondsMax <= SECONDS_MOST,
        "tail_seconds_max must be 1.." + SECONDS_MOST);
    require(writeMillisMax >= 1, "tail_write_ms_max must be positive");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException("chatlog.query." + otherwise);
    }
  }

  /** The bounds that clients may want to know, by name. */
  public Map<String, Object> byName() {
    Map<String, Object> named = new LinkedHashMap<>();
    named.put("tail_listeners_max", listenersMax);
    named.put("tail_heartbeat_ms", heartbeatMillis);
    named.put("tail_buffer_items_default", bufferItemsDefault);
    named.put("tail_buffer_items_max", bufferItemsMax);
    named.put("tail_seconds_max", secondsMax);
    return Collections.unmodifiableMap(named);
  }
}
