package io.chatlog.it.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chatlog.it.http.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A service of embeddings. The vector of a text: how many fruits, animals and colours it names, and
 * a little of its own, of 4 numbers.
 */
final class ModelService implements AutoCloseable {
  private static final List<List<String>> THINGS =
      List.of(
          List.of("apple", "pear", "cherry", "fruit"),
          List.of("cat", "dog", "horse", "animal"),
          List.of("red", "green", "blue", "colour"),
          List.of("flute", "drum", "harp", "instrument"));

  private final HttpServer server;
  private volatile boolean away;

  ModelService(boolean away) throws IOException {
    this.away = away;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/v1/embeddings", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  void comeBack() {
    away = false;
  }

  private void answer(HttpExchange exchange) throws IOException {
    JsonNode asked = Json.read(exchange.getRequestBody().readAllBytes());
    if (away) {
      exchange.sendResponseHeaders(503, -1);
      exchange.close();
      return;
    }
    List<ObjectNode> data = new ArrayList<>();
    for (JsonNode text : asked.get("input")) {
      data.add(Json.object("index", data.size(), "embedding", vector(text.asText())));
    }
    byte[] bytes =
        Json.object("data", Json.array(data.toArray())).toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static JsonNode vector(String text) {
    Object[] numbers = new Object[4];
    for (int kind = 0; kind < 4; kind++) {
      numbers[kind] = 0.01 + THINGS.get(kind).stream().filter(text::contains).count();
    }
    return Json.array(numbers);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
