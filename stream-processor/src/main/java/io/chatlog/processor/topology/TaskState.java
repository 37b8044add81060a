package io.chatlog.processor.topology;

import io.chatlog.processor.fold.Change;
import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.State;
import io.chatlog.processor.fold.Step;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.processor.store.Rows;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The state as the fold sees it: rows of the store, and the partition's own row in memory, because
 * every event reads and changes it. Belongs to one task and its thread.
 */
final class TaskState implements State {
  private final Rows rows;
  private PartitionRow partition;

  TaskState(Function<Bytes, byte @Nullable []> get) {
    this.rows = new Rows(get);
    this.partition = rows.partition();
  }

  /** The changes of a step were stored. */
  void follow(Step step) {
    for (Change change : step.changes()) {
      if (change instanceof Change.PutPartition put) {
        partition = put.row();
      }
    }
  }

  @Override
  public @Nullable UserRow user(UserId user) {
    return rows.user(user);
  }

  @Override
  public @Nullable SessionRow session(UserId user, SessionId session) {
    return rows.session(user, session);
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, MessageId message) {
    return rows.message(user, session, message);
  }

  @Override
  public UserStatsRow userStats(UserId user) {
    return rows.userStats(user);
  }

  @Override
  public long channelSessions(UserId user, String channel) {
    return rows.channelSessions(user, channel);
  }

  @Override
  public PartitionRow partition() {
    return partition;
  }
}
