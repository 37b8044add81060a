package io.chatlog.view;

import io.chatlog.value.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A user as clients see it.
 *
 * @param preferencesJson a JSON object as text
 * @param metadataJson a JSON object as text
 * @param createdAtMicros microseconds since 1970 UTC
 * @param updatedAtMicros microseconds since 1970 UTC
 * @param version 1 for a new user, one more with each change
 */
public record User(
    UserId id,
    @Nullable String name,
    @Nullable String username,
    @Nullable String email,
    @Nullable String role,
    String preferencesJson,
    String metadataJson,
    long createdAtMicros,
    long updatedAtMicros,
    long version)
    implements Entity {}
