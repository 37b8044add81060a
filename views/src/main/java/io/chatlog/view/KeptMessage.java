package io.chatlog.view;

/**
 * All that is kept of a message, for exports and backups.
 *
 * @param fingerprint of what had posted it
 */
public record KeptMessage(Message message, long fingerprint) {}
