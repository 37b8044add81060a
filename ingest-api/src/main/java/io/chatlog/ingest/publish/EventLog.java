package io.chatlog.ingest.publish;

import java.util.List;

/**
 * The log of events, to be appended to. Thread-safe.
 *
 * <p>Records of one call that go to the same partition stand there in the order of the call;
 * records of other calls may stand between them. Each record has its own fate: what happens to one
 * says nothing about the next, but that an acknowledged record is before every later acknowledged
 * one of its call and partition.
 */
public interface EventLog extends AutoCloseable {
  /**
   * Appends records and waits until the fate of each is known, or cannot be known in time. Blocks
   * for a bounded time that the log's settings say; never throws for what the broker does. An
   * interrupt ends the wait, and what is not acknowledged by then is unknown.
   *
   * @return one result for each record, in the order of the call
   */
  List<Append> append(List<LogRecord> records);

  /** Waits a few seconds for what is in flight, and lets go of connections. */
  @Override
  void close();
}
