package io.chatlog.ingest.document;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the bytes of a document say of themselves, whatever type its client gave it. */
final class Contents {
  /** How formatted documents begin: PDF, the zip of newer Office and EPUB, older Office, RTF. */
  private static final List<byte[]> FORMATTED =
      List.of(
          ascii("%PDF-"),
          new byte[] {'P', 'K', 3, 4},
          new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0, (byte) 0xa1, (byte) 0xb1, 0x1a},
          ascii("{\\rtf"));

  private Contents() {}

  /** Whether the bytes are those of a formatted document, which are no text to be read. */
  static boolean isFormatted(byte[] content) {
    return FORMATTED.stream().anyMatch(beginning -> startsWith(content, beginning));
  }

  /** Whether the first visible character may be that of a tag. */
  static boolean isMarkedUp(String text) {
    int at = 0;
    while (at < text.length()
        && (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '\ufeff')) {
      at++;
    }
    return at < text.length() && text.charAt(at) == '<';
  }

  /** Whether there is a control character that no text has. */
  static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\b\u000b\u001b".indexOf(c) < 0);
  }

  private static boolean startsWith(byte[] content, byte[] beginning) {
    if (content.length < beginning.length) {
      return false;
    }
    for (int at = 0; at < beginning.length; at++) {
      if (content[at] != beginning[at]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
