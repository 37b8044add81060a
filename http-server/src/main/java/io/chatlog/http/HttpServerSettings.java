package io.chatlog.http;

import io.chatlog.http.body.BodyLimits;
import java.time.Duration;

/**
 * What an {@link HttpServer} is told about where to listen and where its bounds are.
 *
 * @param host the address to listen on
 * @param port the port, 0 for a free one
 * @param bodyBytesMax of one request body, as sent and decompressed
 * @param inflightBodyBytesMax of all request bodies held at once
 * @param bodyTimeout for one body to arrive
 * @param idleTimeout after which a connection on which nothing moves is closed
 * @param stopTimeout for requests under way to end when the server stops
 * @param connectionsMax open at once; further ones wait to be accepted
 * @param requestHeaderBytesMax of the request line and the headers together
 * @param compressBytesMin size from which an answer is compressed, if the client takes that
 */
public record HttpServerSettings(
    String host,
    int port,
    int bodyBytesMax,
    long inflightBodyBytesMax,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration stopTimeout,
    int connectionsMax,
    int requestHeaderBytesMax,
    int compressBytesMin) {

  private static final int MIB = 1024 * 1024;

  public HttpServerSettings {
    require(port >= 0 && port <= 65_535, "port must be 0..65535: " + port);
    require(bodyBytesMax > 0, "body_bytes_max must be positive: " + bodyBytesMax);
    require(
        inflightBodyBytesMax >= bodyBytesMax,
        "inflight_body_bytes_max must hold one body: " + inflightBodyBytesMax);
    require(bodyTimeout.isPositive(), "body_timeout must be positive: " + bodyTimeout);
    require(
        idleTimeout.compareTo(bodyTimeout) >= 0,
        "idle_timeout must not be below body_timeout: " + idleTimeout);
    require(!stopTimeout.isNegative(), "stop_timeout must not be negative: " + stopTimeout);
    require(connectionsMax > 0, "connections_max must be positive: " + connectionsMax);
    require(
        requestHeaderBytesMax >= 1024,
        "request_header_bytes_max must be at least 1024: " + requestHeaderBytesMax);
    require(compressBytesMin >= 0, "compress_bytes_min must not be negative: " + compressBytesMin);
  }

  /** The defaults of every Chatlog server, on 127.0.0.1 and a free port. */
  public static HttpServerSettings defaults() {
    return new HttpServerSettings(
        "127.0.0.1",
        0,
        16 * MIB,
        256L * MIB,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(5),
        4096,
        16 * 1024,
        1024);
  }

  /** The same, listening elsewhere. */
  public HttpServerSettings listeningOn(String newHost, int newPort) {
    return new HttpServerSettings(
        newHost,
        newPort,
        bodyBytesMax,
        inflightBodyBytesMax,
        bodyTimeout,
        idleTimeout,
        stopTimeout,
        connectionsMax,
        requestHeaderBytesMax,
        compressBytesMin);
  }

  /** The same with other bounds for bodies. */
  public HttpServerSettings withBodies(int bytesMax, long inflightBytesMax, Duration timeout) {
    return new HttpServerSettings(
        host,
        port,
        bytesMax,
        inflightBytesMax,
        timeout,
        idleTimeout,
        stopTimeout,
        connectionsMax,
        requestHeaderBytesMax,
        compressBytesMin);
  }

  BodyLimits bodyLimits() {
    return new BodyLimits(bodyBytesMax, bodyTimeout);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
