package io.chatlog.exchange.record;

import org.jspecify.annotations.Nullable;

/**
 * Whose conversations they are, where the export says so.
 *
 * @param user the id of the user
 * @param preferencesJson an object without white space between tokens, or null
 * @param metadataJson the same
 * @param past what else Chatlog's own export has
 */
public record Profile(
    String user,
    @Nullable String name,
    @Nullable String email,
    @Nullable String preferencesJson,
    @Nullable String metadataJson,
    Past.OfUser past) {}
