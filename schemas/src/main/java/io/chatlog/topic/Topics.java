package io.chatlog.topic;

/** The names of the topics, which are API: consumers subscribe to them. */
public final class Topics {
  /**
   * Every accepted write, refused and repeated ones included, keyed {@code user␟eventId} and
   * partitioned by the owner's user id. The truth: everything else is derived from it.
   */
  public static final String EVENTS = "chatlog.events";

  /**
   * Every accepted fact exactly once, in log order, keyed {@code user␟eventId} (and {@code ␟n} for
   * the facts of one event behind the first); a tombstone erases one.
   */
  public static final String FEED = "chatlog.feed";

  /** Every refused write with its code, keyed {@code user␟eventId}. */
  public static final String REJECTIONS = "chatlog.rejections";

  /** The latest summary of each session, keyed {@code user␟session}, compacted. */
  public static final String SESSIONS = "chatlog.sessions";

  /** The latest statistics of each user, keyed by user id, compacted. */
  public static final String USER_STATS = "chatlog.user-stats";

  /** Records of {@link #EVENTS} that could not be decoded, as they came, the cause in headers. */
  public static final String DLQ = "chatlog.dlq";

  /**
   * What stands in, without text, for erased events that later ones build on: keyed {@code
   * user␟offset}, encoded as {@link #EVENTS} is, compacted. Only a replay of the log reads it.
   */
  public static final String ERASED = "chatlog.erased";

  /**
   * What was changed at run time: JSON, one partition, compacted; every process follows it. For
   * operators to look at, not to write to.
   */
  public static final String CONFIG = "chatlog.config";

  private Topics() {}
}
