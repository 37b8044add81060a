package io.chatlog.view;

/**
 * What goes with a session beside its messages.
 *
 * @param documents complete ones
 * @param documentBytes of their contents
 * @param contexts saved contexts that name the session
 */
public record Held(long documents, long documentBytes, long contexts) {
  /** Nothing. */
  public static final Held NOTHING = new Held(0, 0, 0);
}
