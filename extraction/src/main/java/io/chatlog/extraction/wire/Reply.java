package io.chatlog.extraction.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What the child makes of a document.
 *
 * @param text the text, or why there is none
 */
public record Reply(boolean extracted, String text) {

  /** Writes the reply and sends it on its way. */
  public void write(DataOutputStream out) throws IOException {
    out.writeBoolean(extracted);
    Question.writeText(text, out);
    out.flush();
  }

  /**
   * Reads a reply.
   *
   * @param bytesMax the most that is read: the child may have been taken over by a document
   */
  public static Reply read(DataInputStream in, int bytesMax) throws IOException {
    boolean extracted = in.readBoolean();
    int length = in.readInt();
    if (length < 0 || length > bytesMax) {
      throw new IOException("a reply of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("the reply ends too early");
    }
    return new Reply(extracted, new String(bytes, StandardCharsets.UTF_8));
  }
}
