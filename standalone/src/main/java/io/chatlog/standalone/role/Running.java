package io.chatlog.standalone.role;

import java.util.List;

/** Something that was started and runs until it is closed. Thread-safe. */
public interface Running extends AutoCloseable {

  /**
   * What a person wants to know about it, such as where it listens; one line each, printed once it
   * is ready.
   */
  List<String> lines();

  /**
   * Waits until it has stopped: after {@link #close}, or by itself, which is a fault.
   *
   * @throws InterruptedException when the waiting thread is interrupted; it goes on running
   */
  void await() throws InterruptedException;

  /** Stops it in order, within 10 s. A second call does nothing. */
  @Override
  void close();
}
