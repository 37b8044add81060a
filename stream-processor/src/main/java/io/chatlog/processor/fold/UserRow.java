package io.chatlog.processor.fold;

import io.chatlog.view.User;

/**
 * A user in the state.
 *
 * @param createdOffset the offset of the event that made it
 * @param fingerprint of what the creating event said, see {@link Fingerprint}
 */
public record UserRow(User user, long createdOffset, long fingerprint) {}
