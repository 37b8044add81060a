package io.chatlog.processor.fold;

import io.chatlog.view.Persona;

/**
 * A persona in the state.
 *
 * @param createdOffset the offset of the event that made it
 * @param fingerprint of what the creating event said, see {@link Fingerprint}
 */
public record PersonaRow(Persona persona, long createdOffset, long fingerprint) {}
