package io.chatlog.view;

/** Something that a search finds. */
public sealed interface Findable permits Message, DocumentChunk, Session {}
