package io.chatlog.view;

import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of a session, and in which order. Every bound that is given must hold.
 *
 * @param afterSeq only messages with a greater seq; 0 for all
 * @param beforeSeq only messages with a smaller seq; {@link Long#MAX_VALUE} for all
 * @param sinceMicros only messages with this timestamp or a later one; {@link Long#MIN_VALUE}: all
 * @param untilMicros only messages with an earlier timestamp; {@link Long#MAX_VALUE} for all
 * @param roles only messages of these roles; empty for all
 * @param newestFirst whether the page begins at the high end
 * @param offset how many matching messages to pass over first, 0..{@value #OFFSET_MAX}
 * @param limit the most messages of a page, 1..{@value #LIMIT_MAX}
 * @param around when given, the page is centred on this message: up to half of it before, the
 *     message itself, the rest after, oldest first; the other bounds but roles and times are
 *     ignored
 */
public record MessageRange(
    long afterSeq,
    long beforeSeq,
    long sinceMicros,
    long untilMicros,
    Set<Role> roles,
    boolean newestFirst,
    int offset,
    int limit,
    @Nullable MessageId around) {
  /** The largest page. */
  public static final int LIMIT_MAX = 10_000;

  /** The largest offset. */
  public static final int OFFSET_MAX = 10_000_000;

  public MessageRange {
    if (limit < 1 || limit > LIMIT_MAX || offset < 0 || offset > OFFSET_MAX) {
      throw new IllegalArgumentException("limit " + limit + " or offset " + offset);
    }
    roles = Set.copyOf(roles);
  }

  /** Whether a message of this role and timestamp is asked for. */
  public boolean admits(Role role, long timestampMicros) {
    return (roles.isEmpty() || roles.contains(role))
        && timestampMicros >= sinceMicros
        && timestampMicros < untilMicros;
  }

  /** All messages after a seq, oldest first, one page of at most {@code limit}. */
  public static MessageRange after(long seq, int limit) {
    return new MessageRange(
        seq, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Set.of(), false, 0, limit, null);
  }
}
