package io.chatlog.testkit.sse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream of Server-Sent Events as the HTML standard says (WHATWG, 9.2.6), block by block.
 * Not thread-safe.
 */
public final class SseReader implements AutoCloseable {
  /**
   * A block: what stands between two empty lines.
   *
   * @param id the field of this block; null when it has none
   * @param event empty when it has none
   * @param data its lines, joined; null when it has none, and then clients see no event
   * @param comments how many comment lines it has
   */
  public record Block(@Nullable String id, String event, @Nullable String data, int comments) {
    /** Whether it is nothing but comments. */
    public boolean isHeartbeat() {
      return comments > 0 && id == null && data == null && event.isEmpty();
    }
  }

  private final BufferedReader in;
  private String lastEventId = "";
  private int retryMillis = -1;

  public SseReader(InputStream in) {
    this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
  }

  /** The id that a client would send when it connects again; empty for none. */
  public String lastEventId() {
    return lastEventId;
  }

  /** What the server said about connecting again; -1 when it said nothing. */
  public int retryMillis() {
    return retryMillis;
  }

  /** The next block, or null at the end of the stream; half a block is dropped. */
  public @Nullable Block nextBlock() throws IOException {
    String id = null;
    String event = "";
    List<String> data = new ArrayList<>();
    int comments = 0;
    boolean any = false;
    while (true) {
      String line = in.readLine();
      if (line == null) {
        return null;
      }
      if (line.isEmpty()) {
        if (!any) {
          continue;
        }
        if (id != null) {
          lastEventId = id;
        }
        return new Block(id, event, data.isEmpty() ? null : String.join("\n", data), comments);
      }
      any = true;
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "" -> comments++;
        case "id" -> id = value;
        case "event" -> event = value;
        case "data" -> data.add(value);
        case "retry" -> retryMillis = Integer.parseInt(value);
        default -> throw new IOException("not a field of the standard: " + line);
      }
    }
  }

  /** The next event that a client sees, or null at the end of the stream. */
  public @Nullable Block nextEvent() throws IOException {
    Block block = nextBlock();
    while (block != null && block.data() == null) {
      block = nextBlock();
    }
    return block;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
