package io.chatlog.ingest.http;

import io.chatlog.error.ErrorCode;
import io.chatlog.event.Event;
import io.chatlog.http.Answer;
import io.chatlog.http.json.JsonWriter;
import io.chatlog.http.param.Prefer;
import io.chatlog.ingest.outcome.Decided;
import io.chatlog.ingest.outcome.Outcomes;
import io.chatlog.ingest.outcome.Written;
import io.chatlog.ingest.outcome.Written.Target;
import io.chatlog.ingest.publish.Append;
import io.chatlog.ingest.publish.EventLog;
import io.chatlog.ingest.publish.LogRecord;
import io.chatlog.value.Position;
import io.chatlog.value.Positions;
import io.chatlog.view.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A batch from its items to its answer: those without fault are appended in their order, then
 * decided, as far as the client waits; every item gets its own result. Thread-safe; blocks.
 *
 * <p>Memory: the encoded record, the ids and the result of each item, so about the size of the body
 * once more.
 */
final class BatchWrite {
  private static final String RETRY_AFTER_SECONDS = "1";

  private final EventLog log;
  private final Outcomes outcomes;

  BatchWrite(EventLog log, Outcomes outcomes) {
    this.log = log;
    this.outcomes = outcomes;
  }

  /**
   * Answers a batch.
   *
   * @param items in their order, at least one
   * @param withCreated whether the answer counts what came into being
   */
  Answer answer(List<BatchItem> items, WriteOptions options, boolean withCreated) {
    return answer(items, options, withCreated, _ -> {});
  }

  /**
   * Answers a batch.
   *
   * @param then does what is to be done before the answer, when every item has its result
   */
  Answer answer(
      List<BatchItem> items,
      WriteOptions options,
      boolean withCreated,
      Consumer<List<ItemResult>> then) {
    ItemResult[] results = new ItemResult[items.size()];
    List<Waiting> waiting = append(items, results);
    if (!options.respondAsync() && !waiting.isEmpty()) {
      decide(waiting, results, options.waitMillis());
    }
    then.accept(List.of(results));
    return told(List.of(results), options, withCreated);
  }

  /** An acknowledged item. */
  private record Waiting(int index, Written write) {}

  /** Fills the result of every item; returns those that are acknowledged. */
  private List<Waiting> append(List<BatchItem> items, ItemResult[] results) {
    List<LogRecord> records = new ArrayList<>(items.size());
    for (BatchItem item : items) {
      if (item instanceof BatchItem.Ready ready) {
        records.add(ready.record());
      }
    }
    List<Append> appends = records.isEmpty() ? List.of() : log.append(records);
    List<Waiting> acknowledged = new ArrayList<>(records.size());
    int next = 0;
    for (int index = 0; index < results.length; index++) {
      switch (items.get(index)) {
        case BatchItem.Faulty(String id, ErrorCode code, String detail) ->
            results[index] = ItemResult.failed(id, code, detail, null);
        case BatchItem.Claiming(Event event, _, _) ->
            throw new IllegalArgumentException("its e-mail is not reserved: " + event.eventId());
        case BatchItem.Ready(Target target, LogRecord _) -> {
          Append append = appends.get(next++);
          if (append instanceof Append.Acknowledged(Position position)) {
            acknowledged.add(new Waiting(index, new Written(position, target)));
          }
          results[index] = appended(target, append);
        }
      }
    }
    return acknowledged;
  }

  private static ItemResult appended(Target target, Append append) {
    return switch (append) {
      case Append.Acknowledged(Position position) -> ItemResult.accepted(target.id(), position);
      case Append.NotWritten(ErrorCode code, String detail) ->
          ItemResult.failed(target.id(), code, detail, null);
      case Append.Unknown(String detail) ->
          ItemResult.failed(target.id(), ErrorCode.OUTCOME_UNKNOWN, detail, null);
    };
  }

  private void decide(List<Waiting> waiting, ItemResult[] results, int waitMillis) {
    List<Written> writes = waiting.stream().map(Waiting::write).toList();
    List<Decided> decided = outcomes.of(writes, waitMillis, false);
    for (int at = 0; at < writes.size(); at++) {
      if (decided.get(at) instanceof Decided.Yes(Outcome outcome)) {
        results[waiting.get(at).index()] = decided(writes.get(at), outcome);
      }
    }
  }

  private static ItemResult decided(Written write, Outcome outcome) {
    String id = write.target().id();
    return switch (outcome) {
      case Outcome.Applied applied ->
          ItemResult.applied(id, write.position(), applied.seq(), applied.duplicate());
      case Outcome.Refused(ErrorCode code, String detail) ->
          ItemResult.failed(id, code, detail, write.position());
    };
  }

  private static Answer told(List<ItemResult> results, WriteOptions options, boolean withCreated) {
    int status = BatchStatus.of(results);
    Answer answer = Answer.json(status, json -> write(results, withCreated, json));
    Positions positions = positions(results);
    if (!positions.isEmpty()) {
      answer = answer.header(WriteHeaders.POSITION, positions.toString());
    }
    if (BatchStatus.isOverload(status)) {
      answer = answer.header(WriteHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return options.respondAsync() ? answer.header(Prefer.APPLIED_HEADER, "respond-async") : answer;
  }

  private static Positions positions(List<ItemResult> results) {
    SortedMap<Integer, Long> highest = new TreeMap<>();
    for (ItemResult result : results) {
      Position position = result.position();
      if (position != null) {
        highest.merge(position.partition(), position.offset(), Math::max);
      }
    }
    return new Positions(highest);
  }

  private static void write(List<ItemResult> results, boolean withCreated, JsonWriter json)
      throws IOException {
    int succeeded = 0;
    int created = 0;
    json.startObject().arrayField("items");
    for (int index = 0; index < results.size(); index++) {
      ItemResult result = results.get(index);
      result.writeTo(json, index);
      if (result.success()) {
        succeeded++;
        created += result.isDecided() && !result.duplicate() ? 1 : 0;
      }
    }
    json.endArray().field("succeeded", succeeded).field("failed", results.size() - succeeded);
    if (withCreated) {
      json.field("created", created);
    }
    json.endObject();
  }
}
