package io.chatlog.query.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.http.Answer;
import io.chatlog.http.HttpMethod;
import io.chatlog.http.Request;
import io.chatlog.http.RouteTable;
import io.chatlog.http.Routes;
import io.chatlog.http.body.Body;
import io.chatlog.http.json.FieldNames;
import io.chatlog.http.json.Fields;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.json.StrictJson;
import io.chatlog.http.param.MediaType;
import io.chatlog.http.problem.ProblemException;
import io.chatlog.query.context.ContextExtractor;
import io.chatlog.query.context.EntityType;
import io.chatlog.query.context.ExtractedContext;
import io.chatlog.query.http.PathIds.SessionAddress;
import io.chatlog.value.SessionId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A context of a session, made from what was said, without a model. It writes nothing. */
final class ExtractRoutes implements Routes {
  private static final FieldNames NAMES = FieldNames.of("last", "from_seq", "to_seq");

  /** It is work for the processor, of which there is little: others wait their turn. */
  private static final int AT_ONCE_MAX = 2;

  private static final int TURN_SECONDS_MAX = 5;

  private final ReadSteps steps;
  private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);

  ExtractRoutes(ReadSteps steps) {
    this.steps = steps;
  }

  @Override
  public void register(RouteTable routes) {
    routes.add(
        HttpMethod.POST,
        "/v1/users/{user}/sessions/{session}/context:extract",
        "extract_context",
        this::extract);
  }

  private Answer extract(Request request) throws IOException {
    SessionAddress address = PathIds.session(request);
    SaidMessages.Range range = range(request);
    takeTurn();
    try {
      SaidMessages said = SaidMessages.read(steps, address, range, steps.freshness(request));
      ExtractedContext context = ContextExtractor.extract(said.messages(), said.available());
      return ReadSteps.telling(
          said.first(), Answer.json(200, json -> write(address.session(), context, json)));
    } finally {
      turns.release();
    }
  }

  private static SaidMessages.Range range(Request request) throws IOException {
    Body body = request.body();
    if (!body.isEmpty()) {
      request.mediaType(Set.of(MediaType.JSON));
    }
    Fields fields = StrictJson.object(body.isEmpty() ? Body.of("{}") : body, NAMES);
    Long last = fields.integer("last", 1, SaidMessages.MESSAGES_MAX);
    Long from = fields.integer("from_seq", 1, Long.MAX_VALUE - 1);
    Long to = fields.integer("to_seq", 1, Long.MAX_VALUE - 1);
    if (from != null && to != null && from > to) {
      fields.invalid("from_seq", "must not be above to_seq");
    }
    fields.faults().throwIfAny();
    return new SaidMessages.Range(
        from == null ? 1 : from,
        to == null ? Long.MAX_VALUE - 1 : to,
        last == null ? SaidMessages.MESSAGES_MAX : last.intValue(),
        last != null);
  }

  private void takeTurn() {
    try {
      if (turns.tryAcquire(TURN_SECONDS_MAX, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(
        ErrorCode.TOO_MANY_REQUESTS, AT_ONCE_MAX + " contexts are being made already");
  }

  private static void write(SessionId session, ExtractedContext context, JsonWriter json)
      throws IOException {
    json.startObject()
        .field("session_id", session.value())
        .field("summary", context.summary())
        .field("key_points", context.keyPoints())
        .objectField("entities");
    for (Map.Entry<EntityType, List<String>> entry : context.entities().entrySet()) {
      json.field(entry.getKey().wireName(), entry.getValue());
    }
    json.endObject().field("confidence", context.confidence());
    ExtractedContext.Range range = context.range();
    if (range == null) {
      json.nullField("message_range");
    } else {
      json.objectField("message_range")
          .field("from_seq", range.fromSeq())
          .field("to_seq", range.toSeq())
          .field("message_count", range.messages())
          .field("complete", range.complete())
          .endObject();
    }
    json.endObject();
  }
}
