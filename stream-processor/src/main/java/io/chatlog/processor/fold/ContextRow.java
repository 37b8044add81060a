package io.chatlog.processor.fold;

import io.chatlog.view.SavedContext;

/**
 * A saved context in the state.
 *
 * @param offset the offset of the event that saved it, which is its place among those of the user
 * @param fingerprint of what that event said, see {@link Fingerprint}
 */
public record ContextRow(SavedContext context, long offset, long fingerprint) {}
