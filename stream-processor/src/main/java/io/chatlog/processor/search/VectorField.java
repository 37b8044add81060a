package io.chatlog.processor.search;

import io.chatlog.value.Embedding;
import org.apache.lucene.document.Document;
import org.jspecify.annotations.Nullable;

/** The vector of a document that is filled again and again. Not thread-safe. */
final class VectorField {
  private int dimensions;

  /** Makes a vector findable in the document, or none, in place of the one that was set before. */
  void set(Document document, @Nullable Embedding embedding) {
    if (dimensions > 0) {
      document.removeFields(IndexFields.vector(dimensions));
    }
    dimensions = embedding == null ? 0 : embedding.dimensions();
    if (embedding != null) {
      IndexFields.addVector(document, embedding);
    }
  }
}
