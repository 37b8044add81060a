package io.chatlog.extraction.child;

import io.chatlog.extraction.wire.Question;
import io.chatlog.extraction.wire.Reply;

/** Makes text of a document. Used by one thread. */
@FunctionalInterface
public interface DocumentParser {
  /**
   * The text of a document, or why there is none.
   *
   * @throws Exception when the document is broken
   */
  Reply parse(Question question) throws Exception;
}
