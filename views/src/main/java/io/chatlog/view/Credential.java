package io.chatlog.view;

import io.chatlog.value.PasswordHash;
import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * What a user proves itself with. Nodes tell each other; no client sees it.
 *
 * @param email the user's address, or null
 * @param passwordHash null for a user without a password
 */
public record Credential(
    UserId user, @Nullable String email, @Nullable PasswordHash passwordHash) {}
