package io.chatlog.processor.topology;

/**
 * The names of the topology. They are API: they name changelog topics, the consumer group and
 * metrics.
 */
public final class Names {
  /**
   * The Kafka Streams application, and so the consumer group; its number is that of the layout of
   * keys and rows. With another number no offset is committed and no state is there, so the log is
   * folded anew, and {@code chatlog.feed} tells every fact once more. A store of another name alone
   * would begin empty in the middle of the log.
   */
  public static final String APPLICATION = "chatlog-processor-v2";

  /** The one store. */
  public static final String STORE = "state";

  /** Reads {@code chatlog.events}. */
  public static final String SOURCE = "events";

  /** Decides, and changes the store. */
  public static final String DECIDE = "decide";

  /** Writes {@code chatlog.feed}. */
  public static final String FEED = "feed";

  /** Writes {@code chatlog.rejections}. */
  public static final String REJECTIONS = "rejections";

  /** Writes {@code chatlog.sessions}. */
  public static final String SESSIONS = "sessions";

  /** Writes {@code chatlog.user-stats}. */
  public static final String USER_STATS = "user-stats";

  /** Writes {@code chatlog.dlq}. */
  public static final String DLQ = "dlq";

  /** Writes tombstones to {@code chatlog.events}. */
  public static final String ERASE = "erase";

  /** Writes {@code chatlog.erased}. */
  public static final String ERASED = "erased";

  private Names() {}
}
