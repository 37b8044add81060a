package io.chatlog.processor.fold;

import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An event on the log that asked for a message of a panel and named its author, or was about a
 * persona, named a user and did nothing: to be found when that user is erased, who lives in another
 * partition.
 *
 * @param author the user
 * @param owner of the event: the panel or the persona
 * @param panel the panel, or null for an event about a persona
 * @param message the message that was asked for, or null for an event about a persona
 * @param offset the event's
 * @param eventId half of the key of its record
 * @param accepted whether the message came into being with it; it repeated one, or was refused, if
 *     not
 */
public record AuthoredRow(
    UserId author,
    UserId owner,
    @Nullable PanelId panel,
    @Nullable MessageId message,
    long offset,
    String eventId,
    boolean accepted,
    boolean rejected) {}
