package io.chatlog.ingest.accept;

import io.chatlog.value.PlainPassword;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a user as a client wrote them: of the right JSON types and otherwise unchecked. A
 * field that was absent or {@code null} is null.
 *
 * @param preferencesJson a JSON object as text without white space between tokens
 * @param metadataJson the same, with the profile's unknown keys in it
 * @param password to be hashed before it goes anywhere
 */
public record UserFields(
    @Nullable String userId,
    @Nullable String name,
    @Nullable String username,
    @Nullable String email,
    @Nullable String role,
    @Nullable String preferencesJson,
    @Nullable String metadataJson,
    @Nullable PlainPassword password) {}
