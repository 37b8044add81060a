package io.chatlog.processor.store;

import io.chatlog.processor.fold.MessageRow;
import io.chatlog.processor.fold.PartitionRow;
import io.chatlog.processor.fold.RejectionRow;
import io.chatlog.processor.fold.SessionRow;
import io.chatlog.processor.fold.State;
import io.chatlog.processor.fold.UserRow;
import io.chatlog.processor.fold.UserStatsRow;
import io.chatlog.processor.search.MessageSource;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import io.chatlog.view.wire.Codec;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Rows by key, decoded: one look-up each, two for a message by id. As thread-safe as the look-up
 * that it is given.
 */
public final class Rows implements State, MessageSource {
  private final Function<Bytes, byte @Nullable []> get;

  /**
   * @param get the value of a key, or null
   */
  public Rows(Function<Bytes, byte @Nullable []> get) {
    this.get = get;
  }

  @Override
  public @Nullable UserRow user(UserId user) {
    return row(Keys.user(user), RowCodecs.USER);
  }

  @Override
  public @Nullable SessionRow session(UserId user, SessionId session) {
    return row(Keys.session(user, session), RowCodecs.SESSION);
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, MessageId message) {
    OptionalLong seq = seq(user, session, message);
    return seq.isEmpty() ? null : message(user, session, seq.getAsLong());
  }

  @Override
  public @Nullable MessageRow message(UserId user, SessionId session, long seq) {
    return row(Keys.message(user, session, seq), RowCodecs.MESSAGE);
  }

  /** The seq of a message, or empty when there is no such message. */
  public OptionalLong seq(UserId user, SessionId session, MessageId message) {
    byte[] bytes = get.apply(Keys.messageSeq(user, session, message));
    return bytes == null ? OptionalLong.empty() : OptionalLong.of(RowCodecs.number(bytes));
  }

  @Override
  public UserStatsRow userStats(UserId user) {
    UserStatsRow row = row(Keys.userStats(user), RowCodecs.USER_STATS);
    return row == null ? UserStatsRow.EMPTY : row;
  }

  @Override
  public long channelSessions(UserId user, String channel) {
    byte[] bytes = get.apply(Keys.channelSessions(user, channel));
    return bytes == null ? 0 : RowCodecs.number(bytes);
  }

  @Override
  public PartitionRow partition() {
    PartitionRow row = row(Keys.PARTITION, RowCodecs.PARTITION);
    return row == null ? PartitionRow.EMPTY : row;
  }

  /** Why the write at an offset was refused, or null when it was not. */
  public @Nullable RejectionRow rejection(long offset) {
    return row(Keys.rejection(offset), RowCodecs.REJECTION);
  }

  private <T> @Nullable T row(Bytes key, Codec<T> codec) {
    byte[] bytes = get.apply(key);
    return bytes == null ? null : codec.decode(bytes);
  }
}
