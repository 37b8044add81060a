package io.chatlog.it.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request. Immutable.
 *
 * @param path with its query, percent-encoded
 * @param body null for none
 * @param headers names and values in turn
 * @param toReads whether it goes to the server of reads
 */
public record Call(
    String method, String path, byte @Nullable [] body, List<String> headers, boolean toReads) {

  /** Keeps its own copy. */
  public Call {
    headers = List.copyOf(headers);
  }

  /** A read. */
  public static Call get(String path) {
    return new Call("GET", path, null, List.of(), true);
  }

  /** A read of the headers. */
  public static Call head(String path) {
    return new Call("HEAD", path, null, List.of(), true);
  }

  /** A write. */
  public static Call post(String path) {
    return new Call("POST", path, new byte[0], List.of(), false);
  }

  /** A change. */
  public static Call patch(String path) {
    return new Call("PATCH", path, new byte[0], List.of(), false);
  }

  /** Any method, to the server of writes. */
  public static Call of(String method, String path) {
    return new Call(method, path, null, List.of(), false);
  }

  /** The same to the server of reads, as for a search that asks in a body. */
  public Call asRead() {
    return new Call(method, path, body, headers, true);
  }

  /** With a JSON body. */
  public Call json(JsonNode json) {
    return body("application/json", json.toString());
  }

  /** With JSON lines. */
  public Call lines(List<? extends Object> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append('\n'));
    return body("application/x-ndjson", text.toString());
  }

  /** With a body. */
  public Call body(String contentType, String text) {
    return body(contentType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** With a body. */
  public Call body(String contentType, byte[] bytes) {
    return new Call(method, path, bytes, headers, toReads).header("Content-Type", contentType);
  }

  /** With one more header. */
  public Call header(String name, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(name);
    more.add(value);
    return new Call(method, path, body, more, toReads);
  }

  /** With one more query parameter. */
  public Call query(String name, Object value) {
    String parameter = Paths.segment(name) + "=" + Paths.segment(value.toString());
    char joint = path.indexOf('?') < 0 ? '?' : '&';
    return new Call(method, path + joint + parameter, body, headers, toReads);
  }

  /** Answered as soon as the log has it. */
  public Call async() {
    return header("Prefer", "respond-async");
  }

  /** Waited for however long the decision takes, also on a machine that does much else. */
  public Call patiently() {
    return header("Prefer", "wait=60");
  }

  /** Not before a position is applied, however long that takes within the contract's bounds. */
  public Call notBefore(String positions) {
    return header("Chatlog-Min-Position", positions).header("Chatlog-Wait-Ms", "60000");
  }
}
