package io.chatlog.view;

import java.util.Arrays;

/**
 * A part of a document's content.
 *
 * @param bytes not copied
 * @param next the number of the part that follows; -1 for none
 */
public record DocumentPart(Document document, byte[] bytes, int next) {
  @Override
  public boolean equals(Object other) {
    return other instanceof DocumentPart that
        && document.equals(that.document)
        && Arrays.equals(bytes, that.bytes)
        && next == that.next;
  }

  @Override
  public int hashCode() {
    return 31 * document.hashCode() + Arrays.hashCode(bytes);
  }
}
