package io.chatlog.processor.fold;

import io.chatlog.value.DocumentId;
import io.chatlog.value.Embedding;
import org.jspecify.annotations.Nullable;

/**
 * The vector that a model made of a piece of a document's text.
 *
 * @param eventId the id of the event that brought it
 * @param document the document that the piece is of; null while its upload is not complete
 */
public record ChunkVectorRow(String eventId, @Nullable DocumentId document, Embedding embedding) {}
