package io.chatlog.view;

/**
 * All that is kept of a panel but what is said in it, for backups.
 *
 * @param lastSeq the last seq that was given to a message of it, deleted ones included
 * @param insights how many it has: the seq of the last one
 * @param fingerprint of what had created it
 */
public record KeptPanel(Panel panel, long lastSeq, long insights, long fingerprint) {}
