package io.chatlog.processor.fold;

import io.chatlog.view.PanelMessage;

/**
 * A message of a panel in the state.
 *
 * @param offset the offset of the event that appended it
 * @param eventId the id of that event, half of its record's key
 * @param fingerprint of what that event said, see {@link Fingerprint}
 */
public record PanelMessageRow(
    PanelMessage message, long offset, String eventId, long fingerprint) {}
