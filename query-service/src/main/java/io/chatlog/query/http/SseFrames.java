package io.chatlog.query.http;

import io.chatlog.http.entity.EntityJson;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.view.Message;
import io.chatlog.view.StreamPlace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Server-Sent Events as the HTML standard has them (WHATWG, 9.2), gathered in memory until they are
 * sent. Not thread-safe.
 */
final class SseFrames {
  static final String MEDIA_TYPE = "text/event-stream";

  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
  private final ByteArrayOutputStream json = new ByteArrayOutputStream();

  /** How long the client is to wait before it connects again. */
  void retry(int millis) {
    text("retry: " + millis + "\n\n");
  }

  /** A comment, which clients pass over. */
  void heartbeat() {
    text(":\n\n");
  }

  /** The client's place moves, and nothing else happens there. */
  void place(StreamPlace id) {
    text("id: " + id + "\n\n");
  }

  /** A message at its place. */
  void message(StreamPlace id, Message message) throws IOException {
    event(id, "message", writer -> EntityJson.write(message, writer));
  }

  /** Writes the data of an event. */
  interface Data {
    void writeTo(JsonWriter json) throws IOException;
  }

  /**
   * An event.
   *
   * @param id where the client is then; not told at the beginning
   */
  void event(StreamPlace id, String name, Data data) throws IOException {
    json.reset();
    JsonWriter writer = JsonWriter.to(json);
    data.writeTo(writer);
    writer.close();
    if (id.offset() >= 0) {
      text("id: " + id + "\n");
    }
    text("event: " + name + "\n");
    // JSON has line ends between values only, and ours has none; what was stored long ago may:
    // then each line is one of data, which the client joins again
    json.toString(StandardCharsets.UTF_8).lines().forEach(line -> text("data: " + line + "\n"));
    text("\n");
  }

  private void text(String text) {
    frames.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Bytes gathered. */
  int bytes() {
    return frames.size();
  }

  /** Writes out what was gathered. */
  void sendTo(OutputStream out) throws IOException {
    frames.writeTo(out);
    frames.reset();
  }
}
