package io.chatlog.ingest.accept;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a document as a client wrote them: of the right types and otherwise unchecked.
 *
 * @param mimeType null where the name of the file is to tell
 * @param content the bytes, not copied; null where there are none
 */
public record DocumentFields(
    @Nullable String documentId,
    @Nullable String filename,
    @Nullable String originalName,
    @Nullable String mimeType,
    byte @Nullable [] content,
    @Nullable String uploadedBy,
    @Nullable String metadataJson) {}
