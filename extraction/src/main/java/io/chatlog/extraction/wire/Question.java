package io.chatlog.extraction.wire;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A document for the child: type and name are hints.
 *
 * @param textCharsMax where the text is cut off
 */
public record Question(byte[] content, String mimeType, String filename, int textCharsMax) {

  /** Writes the question and sends it on its way. */
  public void write(DataOutputStream out) throws IOException {
    out.writeInt(textCharsMax);
    writeText(mimeType, out);
    writeText(filename, out);
    out.writeInt(content.length);
    out.write(content);
    out.flush();
  }

  /** The next question; null when there is none any more. */
  public static @Nullable Question read(DataInputStream in) throws IOException {
    int textCharsMax;
    try {
      textCharsMax = in.readInt();
    } catch (EOFException end) {
      return null;
    }
    String mimeType = readText(in);
    String filename = readText(in);
    return new Question(in.readNBytes(in.readInt()), mimeType, filename, textCharsMax);
  }

  static void writeText(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
  }
}
