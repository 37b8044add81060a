package io.chatlog.it.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One client that posts messages, one request after the other: single ones, waiting and not,
 * batches, repetitions of what it had posted, and misuses of ids. It keeps to the contract: what
 * has no certain outcome is sent again, unchanged, until it has one. Confined to one thread.
 */
final class Writer implements Runnable {
  private static final long BACKOFF_NANOS = 50_000_000;

  private static final int BATCH_MAX = 20;

  private final int number;
  private final WriterPlan plan;
  private final ChatlogClient client;
  private final Ledger ledger;
  private final Random random;
  private final Drafts drafts;
  private final List<Entry> acknowledged = new ArrayList<>();
  private long step;

  Writer(int number, WriterPlan plan, ChatlogClient client, Ledger ledger) {
    this.number = number;
    this.plan = plan;
    this.client = client;
    this.ledger = ledger;
    this.random = new Random(plan.seed() * 31 + number);
    this.drafts = new Drafts(plan.seed() * 37 + number);
  }

  @Override
  public void run() {
    try {
      write();
    } catch (RuntimeException e) {
      ledger.surprise("writer " + number + " ended with " + e);
    }
  }

  private void write() {
    while (!plan.isOver()) {
      int dice = random.nextInt(100);
      if (dice < 45) {
        postOne(false);
      } else if (dice < 65) {
        postOne(true);
      } else if (dice < 80 || acknowledged.isEmpty()) {
        postBatch();
      } else if (dice < 92) {
        repeat();
      } else {
        misuse();
      }
      plan.rest();
    }
  }

  private void postOne(boolean async) {
    Entry entry = ledger.sending(draft(), number, ++step);
    Call call = post(entry.draft());
    Optional<Reply> reply = certain(async ? call.async() : call);
    if (reply.isEmpty()) {
      return;
    }
    int status = reply.get().status();
    if (status == 202 || status == 201 && !async) {
      took(entry, reply.get().position());
    } else {
      ledger.surprise("a good message: " + reply.get());
    }
  }

  private void postBatch() {
    List<Entry> batch = new ArrayList<>();
    int size = 2 + random.nextInt(BATCH_MAX - 1);
    for (int item = 0; item < size; item++) {
      batch.add(ledger.sending(draft(), number, ++step));
    }
    boolean async = random.nextBoolean();
    boolean firstAttempt = true;
    List<Entry> open = batch;
    while (!open.isEmpty() && !plan.isPastRetrying()) {
      List<JsonNode> items = new ArrayList<>();
      open.forEach(entry -> items.add(entry.draft().toItem()));
      Call call =
          Call.post("/v1/messages:batch?create_missing=true").json(Json.array(items.toArray()));
      List<Entry> left = settle(open, answer(async ? call.async() : call));
      if (firstAttempt && open.stream().allMatch(Entry::isAcknowledged)) {
        // All at once: then the order inside of the batch counts as well.
        open.forEach(Entry::acknowledgedInOrder);
      }
      firstAttempt = false;
      open = left;
      if (!open.isEmpty()) {
        pause();
      }
    }
  }

  /** Notes what a batch's answer says; returns what has to be sent again. */
  private List<Entry> settle(List<Entry> sent, Optional<Reply> reply) {
    if (reply.isEmpty() || isRetryable(reply.get()) && !hasItems(reply.get())) {
      return sent;
    }
    if (!hasItems(reply.get())) {
      ledger.surprise("a good batch: " + reply.get());
      return List.of();
    }
    List<Entry> left = new ArrayList<>(sent);
    for (JsonNode item : reply.get().items()) {
      Entry entry = sent.get(item.get("index").asInt());
      if (item.get("success").asBoolean()) {
        took(entry, item.get("position").asText());
        left.remove(entry);
      } else if (!item.get("retryable").asBoolean()) {
        ledger.surprise("a good message in a batch: " + item);
        left.remove(entry);
      }
    }
    return left;
  }

  /** Posts again what was acknowledged before: it must be known, and count once. */
  private void repeat() {
    Entry old = acknowledged.get(random.nextInt(acknowledged.size()));
    certain(post(old.draft()))
        .filter(reply -> reply.status() != 202)
        .filter(reply -> reply.status() != 201 || !reply.isDuplicate())
        .ifPresent(reply -> ledger.surprise("a repetition: " + reply));
  }

  /** Posts something else under an id that was acknowledged before: it must be refused. */
  private void misuse() {
    Entry old = acknowledged.get(random.nextInt(acknowledged.size()));
    certain(post(old.draft().conflicting()))
        .filter(reply -> reply.status() != 202)
        .filter(reply -> !reply.code().equals("id_conflict"))
        .ifPresent(reply -> ledger.surprise("another message under a known id: " + reply));
  }

  private void took(Entry entry, String position) {
    ledger.acknowledged(entry, position, ++step);
    acknowledged.add(entry);
  }

  private Draft draft() {
    SessionKey session = plan.sessions().get(random.nextInt(plan.sessions().size()));
    return drafts.next(session, "w" + number + "-" + step, step);
  }

  private static Call post(Draft draft) {
    return Call.post(draft.session().messages()).json(draft.toMessage());
  }

  /** Sends a request until its outcome is certain; nothing when there is no time left for that. */
  private Optional<Reply> certain(Call call) {
    while (!plan.isPastRetrying()) {
      Optional<Reply> reply = answer(call);
      if (reply.isPresent() && !isRetryable(reply.get())) {
        return reply;
      }
      pause();
    }
    return Optional.empty();
  }

  private Optional<Reply> answer(Call call) {
    try {
      Reply reply = client.attempt(call);
      if (reply.status() >= 500 && reply.status() != 503) {
        ledger.surprise("a fault of the server: " + reply);
      }
      return Optional.of(reply);
    } catch (IOException brokenOff) {
      return Optional.empty();
    }
  }

  private static boolean hasItems(Reply reply) {
    return reply.header("Content-Type").startsWith("application/json");
  }

  private static boolean isRetryable(Reply reply) {
    return reply.status() == 429 || reply.status() >= 500;
  }

  private void pause() {
    ledger.retried();
    LockSupport.parkNanos(BACKOFF_NANOS);
  }
}
