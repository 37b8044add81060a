package io.chatlog.processor.store;

/**
 * The rows of a partition as they were at one moment between two events, whatever is written since.
 * What was deleted since stays on disk until it is closed: to be held for minutes at most.
 *
 * <p>For one thread. Every call but {@link #close} throws {@link
 * org.apache.kafka.streams.errors.InvalidStateStoreException} once the store was closed.
 */
public interface RowSnapshot extends RowSource, AutoCloseable {
  @Override
  void close();
}
