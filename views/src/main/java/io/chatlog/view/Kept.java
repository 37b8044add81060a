package io.chatlog.view;

/**
 * All that is kept of an entity, for backups.
 *
 * @param fingerprint of what had created it
 */
public record Kept<T>(T value, long fingerprint) {}
