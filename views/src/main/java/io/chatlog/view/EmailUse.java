package io.chatlog.view;

import io.chatlog.value.UserId;

/**
 * An e-mail address as one user may have it.
 *
 * @param email the id of the address, see {@link io.chatlog.value.EmailIds}
 */
public record EmailUse(UserId user, UserId email) {}
