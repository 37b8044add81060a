package io.chatlog.view;

import io.chatlog.value.MessageId;
import io.chatlog.value.PanelId;

/**
 * An event that asked for a message of a panel.
 *
 * @param offset the event's
 */
public record PanelPost(PanelId panel, MessageId message, long offset) {}
