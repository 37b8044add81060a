package io.chatlog.ingest.accept;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a fork as a client wrote them: of the right JSON types and otherwise unchecked.
 *
 * @param atSeq the seq of the last message that is copied, or null
 * @param messageId the last message that is copied, or null
 * @param sessionId the id of the new session, or null
 * @param title its title, or null for that of the original
 */
public record ForkFields(
    @Nullable Long atSeq,
    @Nullable String messageId,
    @Nullable String sessionId,
    @Nullable String title) {}
