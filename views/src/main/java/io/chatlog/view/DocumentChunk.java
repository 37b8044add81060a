package io.chatlog.view;

/**
 * A piece of a document's text.
 *
 * @param number its number in the document, from 0
 */
public record DocumentChunk(Document document, long number, String text) implements Findable {}
