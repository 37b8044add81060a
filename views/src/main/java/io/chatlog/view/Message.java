package io.chatlog.view;

import io.chatlog.value.MessageId;
import io.chatlog.value.Role;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A message as clients see it. Times are microseconds since 1970 UTC.
 *
 * @param seq the message's number in its session, dense from 1, in log order
 * @param authorId who wrote it, or null for the owner
 * @param timestampMicros the client's time, or {@code receivedAtMicros} where it gave none
 * @param editedAtMicros when it was last edited, or null
 * @param metadataJson a JSON object as text
 * @param version 1 for a new message, one more with each edit
 */
public record Message(
    MessageId id,
    SessionId session,
    UserId owner,
    long seq,
    Role role,
    String content,
    @Nullable String authorId,
    long timestampMicros,
    long receivedAtMicros,
    @Nullable Long editedAtMicros,
    String metadataJson,
    long version)
    implements Entity, Findable {}
