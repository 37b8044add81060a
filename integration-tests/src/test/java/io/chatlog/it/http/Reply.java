package io.chatlog.it.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One answer.
 *
 * @param call what was asked
 */
public record Reply(Call call, int status, HttpHeaders headers, byte[] body) {
  private static final int SHOWN_CHARS_MAX = 2_000;

  /** This, if it has the status; otherwise the test fails and shows the answer. */
  public Reply expect(int wanted) {
    if (status != wanted) {
      throw new AssertionError("expected " + wanted + " of " + this);
    }
    return this;
  }

  /** This, if it is the problem; otherwise the test fails and shows the answer. */
  public Reply expectProblem(int wanted, String code) {
    expect(wanted);
    if (!code.equals(code())) {
      throw new AssertionError("expected the code " + code + " of " + this);
    }
    return this;
  }

  /** The body as JSON. */
  public JsonNode json() {
    return Json.read(body);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON lines. */
  public List<JsonNode> lines() {
    List<JsonNode> lines = new ArrayList<>();
    text().lines().forEach(line -> lines.add(Json.read(line)));
    return lines;
  }

  /** The {@code items} of a list or batch. */
  public List<JsonNode> items() {
    List<JsonNode> items = new ArrayList<>();
    json().required("items").forEach(items::add);
    return items;
  }

  /** The {@code code} of a problem, or nothing. */
  public String code() {
    boolean problem = header("Content-Type").startsWith("application/problem+json");
    return problem ? json().path("code").asText() : "";
  }

  /** A header's value, or nothing. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** The {@code Chatlog-Position}. */
  public String position() {
    return headers
        .firstValue("Chatlog-Position")
        .orElseThrow(() -> new AssertionError("no Chatlog-Position in " + this));
  }

  /** Whether an earlier write had done it. */
  public boolean isDuplicate() {
    return header("Chatlog-Duplicate").equals("true");
  }

  @Override
  public String toString() {
    String shown = text();
    if (shown.length() > SHOWN_CHARS_MAX) {
      shown = shown.substring(0, SHOWN_CHARS_MAX) + "…";
    }
    return "%s %s %s\n%d %s\n%s"
        .formatted(call.method(), call.path(), call.headers(), status, headers.map(), shown);
  }
}
