package io.chatlog.processor.store;

import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.processor.internals.InternalProcessorContext;
import org.apache.kafka.streams.processor.internals.ProcessorContextImpl;
import org.apache.kafka.streams.processor.internals.Task;

/** What Streams does not say about a task by public means. */
final class TaskContexts {
  private TaskContexts() {}

  /**
   * Whether a task owns its partition rather than stands by. An owner that becomes a stand-by keeps
   * its store open, so this must be asked anew.
   */
  static boolean isActive(StateStoreContext context) {
    return context instanceof InternalProcessorContext<?, ?> internal
        && internal.taskType() == Task.TaskType.ACTIVE;
  }

  /**
   * Whether a store is opened only to learn its offsets, before any partition is assigned ({@code
   * StateDirectory.initializeStartupStores}). It is closed at once, unread and unwritten.
   */
  static boolean isGlance(StateStoreContext context) {
    return context instanceof InternalProcessorContext<?, ?>
        && !(context instanceof ProcessorContextImpl);
  }
}
