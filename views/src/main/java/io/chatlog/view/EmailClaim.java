package io.chatlog.view;

import io.chatlog.value.UserId;

/**
 * For whom an e-mail address is reserved. Nodes tell each other; no client sees it.
 *
 * @param email the id of the address, see {@link io.chatlog.value.EmailIds}
 * @param claimant the user
 * @param offset of the claim, in the partition of the address
 * @param claimedAtMicros when the claim was received, in microseconds since 1970 UTC
 */
public record EmailClaim(UserId email, UserId claimant, long offset, long claimedAtMicros) {}
