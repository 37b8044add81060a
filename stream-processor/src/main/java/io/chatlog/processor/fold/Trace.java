package io.chatlog.processor.fold;

import io.chatlog.event.Event;
import io.chatlog.value.ContextId;
import io.chatlog.value.DocumentId;
import io.chatlog.value.MessageId;
import io.chatlog.value.SessionId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * Where an event is and what it was about, so that it can be erased from the log when what it was
 * about is. The event that appended a message needs none: the message's row tells.
 *
 * @param session null when the event was about the user itself
 * @param message null when the event was about none
 * @param context null when the event was about none
 * @param document null when the event was about none
 * @param eventId half of the key of the event's record
 * @param rejected whether the event was refused
 * @param standIn what a replay must fold in the event's place, because what decided it may be
 *     erased by then; null where that cannot be
 * @param activityMicros the last activity of the session after a message of it was deleted; null
 *     for every other event
 */
public record Trace(
    UserId user,
    @Nullable SessionId session,
    @Nullable MessageId message,
    @Nullable ContextId context,
    @Nullable DocumentId document,
    long offset,
    String eventId,
    boolean rejected,
    @Nullable Event standIn,
    @Nullable Long activityMicros) {}
