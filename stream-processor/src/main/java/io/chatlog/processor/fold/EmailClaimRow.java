package io.chatlog.processor.fold;

import io.chatlog.view.EmailClaim;

/**
 * A reserved e-mail address in the state, in the partition of the address.
 *
 * @param eventId of the claim, so that it can be erased from the log once it is overtaken
 */
public record EmailClaimRow(EmailClaim claim, String eventId) {}
