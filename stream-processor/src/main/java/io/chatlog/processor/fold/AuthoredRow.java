package io.chatlog.processor.fold;

import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.UserId;

/**
 * An event on the log that asked for a message of a panel and named its author: to be found when
 * the author is erased, who lives in another partition.
 *
 * @param offset the event's
 * @param eventId half of the key of its record
 * @param accepted whether the message came into being with it; it repeated one, or was refused, if
 *     not
 */
public record AuthoredRow(
    UserId author,
    PanelId panel,
    MessageId message,
    long offset,
    String eventId,
    boolean accepted,
    boolean rejected) {}
