package io.chatlog.ingest.http;

/** The headers that answers to writes bear beside the standard ones. */
final class WriteHeaders {
  /** Where the write stands in the log. */
  static final String POSITION = "Chatlog-Position";

  /** {@code true} when an earlier write had done it. */
  static final String DUPLICATE = "Chatlog-Duplicate";

  /** Where the entity, or the receipt of an undecided write, is found. */
  static final String LOCATION = "Location";

  /** How many seconds to wait before a repetition. */
  static final String RETRY_AFTER = "Retry-After";

  private WriteHeaders() {}
}
