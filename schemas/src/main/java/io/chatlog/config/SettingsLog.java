package io.chatlog.config;

import java.util.List;
import java.util.function.Consumer;

/**
 * What was changed at run time, kept where every process finds it. Thread-safe.
 *
 * <p>Every process sees the same versions in the same order, each some milliseconds after it was
 * made.
 */
public interface SettingsLog extends AutoCloseable {
  /** What came of a change. */
  sealed interface Outcome {
    /** It is the next version. */
    record Changed(SettingsVersion now) implements Outcome {}

    /** Another change was made first: look at it, and try again. */
    record Overtaken(SettingsVersion now) implements Outcome {}

    /**
     * It could not be kept, or is not known to be: look again later.
     *
     * @param why for people
     */
    record Unavailable(String why) implements Outcome {}
  }

  /** What is in force, as far as this process knows. */
  SettingsVersion now();

  /**
   * Has every version from now on told, each once, on one thread; the one in force at once.
   *
   * @param listener must not throw
   */
  void follow(Consumer<SettingsVersion> listener);

  /** Makes a version, which must be made of the one in force. Blocks some seconds at most. */
  Outcome change(SettingsVersion next);

  /** What processes told of themselves last, by role and name; of those that are gone as well. */
  default List<ProcessReport> reports() {
    return List.of();
  }

  @Override
  void close();
}
