package io.chatlog.view;

import io.chatlog.value.Positions;

/**
 * What one node says of all partitions at once.
 *
 * @param reflects of each partition: every event up to there, and perhaps later ones
 */
public record JointAnswer<R>(R value, Positions reflects) {}
