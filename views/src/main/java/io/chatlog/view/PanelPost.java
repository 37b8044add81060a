package io.chatlog.view;

import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * An event that names a user of another partition: it asked for a message of a panel, or did
 * nothing.
 *
 * @param owner of the event: a panel or a persona
 * @param panel the panel of the message, or null for what did nothing
 * @param message the message, or null for what did nothing
 * @param offset the event's
 */
public record PanelPost(
    UserId owner, @Nullable PanelId panel, @Nullable MessageId message, long offset) {}
