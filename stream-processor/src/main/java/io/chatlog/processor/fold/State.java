package io.chatlog.processor.fold;

import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/** What a decision may look up: the state of one partition, as the events before left it. */
public interface State {
  /** The user, or null. */
  @Nullable UserRow user(UserId user);

  /** The session, soft-deleted ones included, or null. */
  @Nullable SessionRow session(UserId user, SessionId session);

  /** The message, or null. */
  @Nullable MessageRow message(UserId user, SessionId session, MessageId message);

  /** The user's statistics; {@link UserStatsRow#EMPTY} when there are none. */
  UserStatsRow userStats(UserId user);

  /** How many sessions of the user that are not soft-deleted have this channel. */
  long channelSessions(UserId user, String channel);

  /** How far the partition is, and its totals. */
  PartitionRow partition();
}
