package io.chatlog.processor.store;

import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the rows that a process left on disk, whether it closed them or was killed. */
final class LeftRows {
  private static final Logger LOG = LoggerFactory.getLogger(LeftRows.class);

  private LeftRows() {}

  /**
   * Opens rows that were closed well, and those of a killed process that hold nothing but what was
   * committed; their offset is then the one that they say of themselves.
   *
   * @param wrap takes the restore callback that the rows register
   * @throws TaskCorruptedException when Streams is to delete them
   * @throws ProcessorStateException when the broker does not say how long the changelog is
   */
  static void open(
      CompactableStore rows,
      TopicPartition changelog,
      StateStoreContext context,
      StateStore root,
      UnaryOperator<StateRestoreCallback> wrap,
      Changelogs changelogs,
      InstantSource clock) {
    try {
      rows.init(new RestoreTap(context, wrap, false), root);
    } catch (TaskCorruptedException unclosed) {
      RowsMark left = rows.markOnDisk(context.stateDir().toPath());
      if (left == null || !mayBeReadOn(left, changelog, context, changelogs, clock)) {
        LOG.info("what was left of {} is not read on from: {}", changelog, left);
        throw unclosed;
      }
      LOG.info("what a killed process left of {} is read on from: {}", changelog, left);
      rows.init(new RestoreTap(context, wrap, true), root);
      rows.commit(Map.of(changelog, left.offset()));
      return;
    }
    RowsMark left = rows.mark();
    if (left == null) {
      return;
    }
    if (left.stage() == RowsMark.Stage.UNSETTLED) {
      // closed in the middle of a transaction, and not deleted since
      throw new TaskCorruptedException(Set.of(context.taskId()));
    }
    Long known = rows.committedOffset(changelog);
    if (known == null || known < left.offset()) {
      rows.commit(Map.of(changelog, left.offset()));
    }
  }

  private static boolean mayBeReadOn(
      RowsMark left,
      TopicPartition changelog,
      StateStoreContext context,
      Changelogs changelogs,
      InstantSource clock) {
    if (!left.isTrusted(clock.instant())) {
      return false;
    }
    try {
      // a broker that lost its power can have lost what is on disk here
      return left.offset() < changelogs.end(changelog);
    } catch (ProcessorStateException unknown) {
      if (TaskContexts.isGlance(context)) {
        return false; // looked at again when the partition is assigned
      }
      throw unknown;
    }
  }
}
