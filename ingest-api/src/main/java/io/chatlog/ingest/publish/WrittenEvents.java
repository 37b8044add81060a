package io.chatlog.ingest.publish;

import io.chatlog.event.Event;
import java.time.Duration;
import java.util.List;

/**
 * The events of the log, to be read by one of several readers that share the partitions. Where they
 * stand is kept on the log. Not thread-safe.
 */
public interface WrittenEvents extends AutoCloseable {
  /** The events that come next, none when there are none yet; what cannot be read is left out. */
  List<Event> next();

  /** What was given out so far need not be given out again. */
  void done();

  /** Stays one of the readers, whoever takes long over what was given out. */
  void stay();

  /** Waits, and stays one of the readers meanwhile. */
  void rest(Duration length);

  /** How many events were not given out yet, of the partitions that this reader has. */
  long backlog();

  /** Ends a wait of another thread: its call throws. */
  void wake();

  @Override
  void close();
}
