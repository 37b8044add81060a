package io.chatlog.ingest.email;

import io.chatlog.view.EmailUse;

/** A claim that its user does not need, as far as the caller knows. */
public record UnusedClaim(EmailUse use, long claim) {}
