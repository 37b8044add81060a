package io.chatlog.processor.fold;

import io.chatlog.value.PasswordHash;
import io.chatlog.view.User;
import org.jspecify.annotations.Nullable;

/**
 * A user in the state.
 *
 * @param createdOffset the offset of the event that made it
 * @param fingerprint of what the creating event said, see {@link Fingerprint}
 * @param passwordHash null for a user without a password; never part of the user that is told
 */
public record UserRow(
    User user, long createdOffset, long fingerprint, @Nullable PasswordHash passwordHash) {}
