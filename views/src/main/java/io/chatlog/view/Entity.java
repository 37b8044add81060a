package io.chatlog.view;

/** Something that a write creates or changes, as clients see it. */
public sealed interface Entity permits User, Session, Message, SavedContext {}
