package io.chatlog.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.testkit.sse.SseReader;
import io.chatlog.testkit.sse.SseReader.Block;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A client that follows messages; every stream is closed with it. */
final class TailClient implements AutoCloseable {
  /** A stream that was answered 200. */
  record Tail(HttpResponse<InputStream> response, SseReader reader) implements AutoCloseable {
    /** The ids of the next messages; heart-beats and moved places are passed over. */
    List<Long> ids(int count) throws IOException {
      List<Long> ids = new ArrayList<>();
      while (ids.size() < count) {
        Block event = reader.nextEvent();
        assertThat(event).as("an event behind " + ids).isNotNull();
        assertThat(event.event()).as(event.data()).isEqualTo("message");
        ids.add(Long.parseLong(event.id()));
      }
      return ids;
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  private final Api api;
  private final HttpClient http = HttpClient.newHttpClient();

  TailClient(Api api) {
    this.api = api;
  }

  Tail open(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(api.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<InputStream> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    return new Tail(response, new SseReader(response.body()));
  }

  /** Waits until as many streams are open at the server. */
  void awaitListeners(int count) {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (api.tails.listeners() != count) {
      assertThat(System.nanoTime()).as("listeners: " + api.tails.listeners()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
