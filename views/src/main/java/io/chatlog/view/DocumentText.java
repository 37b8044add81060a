package io.chatlog.view;

import java.util.List;

/**
 * Pieces of a document's text that follow each other.
 *
 * @param pieces none when there are no more
 */
public record DocumentText(Document document, List<String> pieces) {
  public DocumentText {
    pieces = List.copyOf(pieces);
  }
}
