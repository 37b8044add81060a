package io.chatlog.standalone.client.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of Server-Sent Events as the HTML standard says (WHATWG, 9.2.6), block by block.
 * Not thread-safe.
 */
final class SseBlocks {
  /** A message of the largest content, and its metadata, escaped as JSON at its longest. */
  static final int LINE_BYTES_MAX = 16 * 1024 * 1024;

  /**
   * What stands between two empty lines.
   *
   * @param id where the client is behind it; null for where it was
   * @param event its name
   * @param data its lines, joined; null when it has none, and then nothing happened
   * @param retryMillis how long to wait before connecting again; negative when it does not say
   */
  record Block(@Nullable String id, String event, @Nullable String data, int retryMillis) {}

  private final InputStream in;
  private final Runnable onBytes;

  /**
   * @param in buffered
   * @param onBytes called whenever something came, be it a heart-beat
   */
  SseBlocks(InputStream in, Runnable onBytes) {
    this.in = in;
    this.onBytes = onBytes;
  }

  /** The next block, or null at the end of the stream; half a block is dropped. */
  @Nullable Block next() throws IOException {
    String id = null;
    String event = "message";
    List<String> data = new ArrayList<>();
    int retryMillis = -1;
    boolean any = false;
    while (true) {
      String line = line();
      if (line == null) {
        return null;
      }
      onBytes.run();
      if (line.isEmpty()) {
        if (any) {
          return new Block(id, event, data.isEmpty() ? null : String.join("\n", data), retryMillis);
        }
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "id" -> id = value;
        case "event" -> event = value;
        case "data" -> data.add(value);
        case "retry" -> retryMillis = value.matches("\\d{1,7}") ? Integer.parseInt(value) : -1;
        default -> {
          continue; // a comment, or a field of a later standard
        }
      }
      any = true;
    }
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString(StandardCharsets.UTF_8);
      }
      if (c != '\r') {
        line.write(c);
      }
      if (line.size() > LINE_BYTES_MAX) {
        throw new IOException("a line of the stream is longer than " + LINE_BYTES_MAX + " bytes");
      }
    }
    return null;
  }
}
