package io.chatlog.value;

import org.jspecify.annotations.Nullable;

/**
 * Messages of a session that something was made from.
 *
 * @param fromSeq the first
 * @param toSeq the last
 * @param messageCount how many there were, or null where nobody said
 * @param complete whether nothing that was asked for was left out, or null where nobody said
 */
public record MessageSpan(
    long fromSeq, long toSeq, @Nullable Long messageCount, @Nullable Boolean complete) {}
