package io.chatlog.processor.fold;

import io.chatlog.view.Session;
import io.chatlog.view.SessionStats;
import org.jspecify.annotations.Nullable;

/**
 * A session in the state, with its statistics: one row, so that a message changes one.
 *
 * @param openUserMessageMicros the timestamp of the latest user message that no assistant message
 *     followed, or null
 * @param lastSeq the seq of the last message appended; never goes back
 * @param createdOffset the offset of the event that made it
 * @param lastOffset the offset of the event that last changed it, messages included
 * @param fingerprint of what the creating event said; 0 when a message brought it into being
 * @param filterVersion how often channel, source or status changed since it came into being: the
 *     search index must follow such a change
 */
public record SessionRow(
    Session session,
    SessionStats stats,
    @Nullable Long openUserMessageMicros,
    long lastSeq,
    long createdOffset,
    long lastOffset,
    long fingerprint,
    long filterVersion) {}
