package io.chatlog.it.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Json;
import io.chatlog.testkit.sse.SseReader;
import io.chatlog.testkit.sse.SseReader.Block;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that follows a stream as the standard says: it connects again where it was, and keeps
 * every message that it was told. One thread takes; any may look at what was told.
 */
final class Follower implements AutoCloseable {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private String lastEventId = "";

  // under this object's lock
  private final List<JsonNode> seen = new ArrayList<>();
  private final List<String> ids = new ArrayList<>();
  private int connections;

  /**
   * @param path of the stream, its query included
   */
  Follower(URI reads, String path) {
    this.url = URI.create(reads + path);
  }

  /** The messages told so far. */
  synchronized List<JsonNode> seen() {
    return List.copyOf(seen);
  }

  /** The ids of their events. */
  synchronized List<String> ids() {
    return List.copyOf(ids);
  }

  /** How many messages were told so far. */
  synchronized int count() {
    return seen.size();
  }

  /** How often it connected. */
  synchronized int connections() {
    return connections;
  }

  private synchronized void told(String id, JsonNode message) {
    ids.add(id);
    seen.add(message);
    notifyAll();
  }

  private synchronized void connects() {
    connections++;
  }

  /** Waits until so many messages were told in all; another thread takes them. */
  synchronized void awaitCount(int messages, long millisMax) throws InterruptedException {
    long deadline = System.nanoTime() + millisMax * 1_000_000;
    for (long left = millisMax; seen.size() < messages; ) {
      assertThat(left).as("ms left; %d of %d were told", seen.size(), messages).isPositive();
      wait(left);
      left = (deadline - System.nanoTime()) / 1_000_000;
    }
  }

  /**
   * Connects and takes so many messages, or fewer when the stream ends before; then leaves.
   *
   * @throws IOException when there is no connection or it breaks; 503 is none
   */
  void take(int messages) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    connects();
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (SseReader events = new SseReader(response.body())) {
      if (response.statusCode() == 503) {
        throw new IOException("503");
      }
      assertThat(response.statusCode()).isEqualTo(200);
      for (int left = messages; left > 0; left--) {
        Block event = events.nextEvent();
        if (event == null || event.event().equals("resume")) {
          return;
        }
        assertThat(event.event()).as(event.data()).isEqualTo("message");
        lastEventId = events.lastEventId();
        told(lastEventId, Json.read(event.data()));
      }
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
