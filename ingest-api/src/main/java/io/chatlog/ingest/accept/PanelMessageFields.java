package io.chatlog.ingest.accept;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a message of a panel as a client wrote them: of the right JSON types and otherwise
 * unchecked. A field that was absent or {@code null} is null.
 *
 * @param timestampMicros the client's time in microseconds since 1970 UTC
 * @param metadataJson a JSON object as text without white space between tokens
 */
public record PanelMessageFields(
    @Nullable String messageId,
    @Nullable String role,
    @Nullable String content,
    @Nullable String authorId,
    @Nullable Long timestampMicros,
    @Nullable String metadataJson,
    @Nullable String personaId,
    @Nullable String responseTo) {}
