package io.chatlog.http;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A real server on a free port, with a client for it. */
final class TestServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  final HttpServer server;
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpClient client = HttpClient.newHttpClient();

  TestServer(HttpServerSettings settings, Routes... routes) {
    server = new HttpServer(settings, registry, List.of(routes)).start();
  }

  TestServer(Routes... routes) {
    this(HttpServerSettings.defaults(), routes);
  }

  HttpResponse<String> send(String method, String path, UnaryOperator<HttpRequest.Builder> change) {
    return send(method, path, new byte[0], change);
  }

  HttpResponse<String> send(String method, String path, String body) {
    return send(method, path, body.getBytes(StandardCharsets.UTF_8), b -> b);
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, b -> b);
  }

  HttpResponse<String> send(
      String method, String path, byte[] body, UnaryOperator<HttpRequest.Builder> change) {
    return sendFor(HttpResponse.BodyHandlers.ofString(), method, path, body, change);
  }

  <T> HttpResponse<T> sendFor(
      HttpResponse.BodyHandler<T> handler,
      String method,
      String path,
      byte[] body,
      UnaryOperator<HttpRequest.Builder> change) {
    var request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .timeout(TIMEOUT)
            .method(
                method,
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    try {
      return client.send(change.apply(request).build(), handler);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Sends bytes as they are and returns everything that comes back until the server closes. */
  String raw(String request) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A GET of a raw target whose connection the server closes after the answer. */
  String rawGet(String target) {
    return raw("GET " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  }

  Socket connect() throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout((int) TIMEOUT.toMillis());
    return socket;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
