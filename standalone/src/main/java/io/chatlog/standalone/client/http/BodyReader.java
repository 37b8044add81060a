package io.chatlog.standalone.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads the body of a success, to its end or as far as it cares.
 *
 * @param <T> what it is read into
 */
@FunctionalInterface
public interface BodyReader<T> {
  /** The longest body that is held in memory, in bytes. */
  int HELD_BYTES_MAX = 16 * 1024 * 1024;

  /**
   * Reads it.
   *
   * @throws IOException when the connection breaks off, or the body is not what was expected
   */
  T read(InputStream body) throws IOException;

  /** As text, at most {@link #HELD_BYTES_MAX} bytes of it. */
  static BodyReader<String> text() {
    return body -> new String(held(body), StandardCharsets.UTF_8);
  }

  /** As JSON, at most {@link #HELD_BYTES_MAX} bytes of it. */
  static BodyReader<JsonView> json() {
    return body -> JsonView.parse(held(body));
  }

  /** Copies it as it comes, however long it is, and returns how many bytes it had. */
  static BodyReader<Long> copyTo(OutputStream out) {
    return body -> {
      long bytes = body.transferTo(out);
      out.flush();
      return bytes;
    };
  }

  private static byte[] held(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(HELD_BYTES_MAX + 1);
    if (bytes.length > HELD_BYTES_MAX) {
      throw new IOException("the answer is longer than " + HELD_BYTES_MAX + " bytes");
    }
    return bytes;
  }
}
