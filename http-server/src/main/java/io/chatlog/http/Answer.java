package io.chatlog.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.problem.Problem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a request is answered: a status, headers and content. Immutable; content is written when the
 * answer is sent, straight to the connection.
 */
public final class Answer {
  /** A header of an answer. */
  record Header(String name, String value) {}

  /** Writes JSON to an answer. */
  @FunctionalInterface
  public interface JsonContent {
    void writeTo(JsonWriter json) throws IOException;
  }

  /** Writes bytes to an answer; a flush reaches the client. */
  @FunctionalInterface
  public interface StreamContent {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes to an answer for as long as there is something to tell. */
  @FunctionalInterface
  public interface LiveContent {
    void writeTo(LiveOutput out) throws IOException;
  }

  /** What stands in the body of an answer. */
  sealed interface Content {
    record None() implements Content {}

    record Json(JsonContent json) implements Content {}

    record Bytes(String mediaType, byte[] bytes) implements Content {}

    record Stream(String mediaType, StreamContent stream) implements Content {}

    record Sized(String mediaType, long bytes, StreamContent stream) implements Content {}

    record Live(String mediaType, LiveContent live) implements Content {}

    record Fault(Problem problem) implements Content {}
  }

  private final int status;
  private final List<Header> headers;
  private final Content content;

  private Answer(int status, List<Header> headers, Content content) {
    this.status = status;
    this.headers = headers;
    this.content = content;
  }

  /** An answer without a body, such as 204. */
  public static Answer empty(int status) {
    return new Answer(status, List.of(), new Content.None());
  }

  /** An answer in JSON. */
  public static Answer json(int status, JsonContent json) {
    return new Answer(status, List.of(), new Content.Json(json));
  }

  /** An answer whose body is at hand. */
  public static Answer bytes(int status, String mediaType, byte[] bytes) {
    return new Answer(status, List.of(), new Content.Bytes(mediaType, bytes));
  }

  /** An answer whose body is this text in UTF-8. */
  public static Answer text(int status, String mediaType, String text) {
    return bytes(status, mediaType, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A long answer that is written piece by piece, such as NDJSON of everything there is. */
  public static Answer stream(int status, String mediaType, StreamContent stream) {
    return new Answer(status, List.of(), new Content.Stream(mediaType, stream));
  }

  /** A long answer of a known length, sent as it is: never compressed. */
  public static Answer sized(int status, String mediaType, long bytes, StreamContent stream) {
    return new Answer(status, List.of(), new Content.Sized(mediaType, bytes, stream));
  }

  /** An answer whose pieces must reach the client as they are flushed: never compressed. */
  public static Answer liveStream(int status, String mediaType, LiveContent live) {
    return new Answer(status, List.of(), new Content.Live(mediaType, live));
  }

  /** A problem, with its own status. */
  public static Answer problem(Problem problem) {
    return new Answer(problem.code().status(), List.of(), new Content.Fault(problem));
  }

  /** A problem, with its code's status. */
  public static Answer problem(ErrorCode code, String detail) {
    return problem(Problem.of(code, detail));
  }

  /** The same with one header more. The value must be free of control characters. */
  public Answer header(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException("not a header value for " + name);
      }
    }
    var more = new ArrayList<Header>(headers.size() + 1);
    more.addAll(headers);
    more.add(new Header(name, value));
    return new Answer(status, List.copyOf(more), content);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  List<Header> headers() {
    return headers;
  }

  Content content() {
    return content;
  }
}
