package io.chatlog.http.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The wire form of a {@link Problem}: the one place that writes it. */
public final class ProblemJson {
  private ProblemJson() {}

  /** Writes the problem as one JSON object; does not close the generator. */
  public static void write(Problem problem, String requestId, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("type", problem.type());
    json.writeStringField("title", problem.code().title());
    json.writeNumberField("status", problem.code().status());
    json.writeStringField("detail", problem.detail());
    json.writeStringField("code", problem.code().wireName());
    json.writeBooleanField("retryable", problem.code().retryable());
    json.writeStringField("request_id", requestId);
    if (!problem.errors().isEmpty()) {
      json.writeArrayFieldStart("errors");
      for (FieldFault fault : problem.errors()) {
        json.writeStartObject();
        json.writeStringField("pointer", fault.pointer());
        json.writeStringField("code", fault.code().wireName());
        json.writeStringField("detail", fault.detail());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }
}
