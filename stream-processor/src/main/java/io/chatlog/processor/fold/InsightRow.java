package io.chatlog.processor.fold;

import io.chatlog.view.Insight;

/**
 * An insight of a panel in the state.
 *
 * @param offset the offset of the event that added it
 * @param eventId the id of that event, half of its record's key
 * @param fingerprint of what that event said, see {@link Fingerprint}
 */
public record InsightRow(Insight insight, long offset, String eventId, long fingerprint) {}
