package io.chatlog.benchmarks.load;

import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A request that is sent as it is.
 *
 * @param target path and query, encoded
 * @param headers lines that each end with CR LF, or nothing
 * @param messages how many messages it writes
 */
public record Request(String method, String target, String headers, byte[] body, int messages) {
  private static final byte[] NOTHING = {};

  /** One that reads. */
  public static Request get(String target) {
    return new Request("GET", target, "", NOTHING, 0);
  }

  /** One that reads what reflects a position. */
  public static Request get(String target, String position) {
    return get(target).with("Chatlog-Min-Position", position);
  }

  /** One that writes. */
  public static Request post(
      String target, String contentType, boolean async, byte[] body, int messages) {
    String headers = "Content-Type: " + contentType + "\r\n";
    return new Request(
        "POST", target, async ? headers + "Prefer: respond-async\r\n" : headers, body, messages);
  }

  /** The same with one header more. */
  public Request with(String header, String value) {
    return new Request(method, target, headers + header + ": " + value + "\r\n", body, messages);
  }

  byte[] head(URI server) {
    StringBuilder head = new StringBuilder(200);
    head.append(method).append(' ').append(target).append(" HTTP/1.1\r\nHost: ");
    head.append(server.getAuthority()).append("\r\n").append(headers);
    if (body.length > 0 || method.equals("POST")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
