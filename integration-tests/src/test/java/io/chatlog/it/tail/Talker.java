package io.chatlog.it.tail;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.Call;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Writes to sessions of one user, a few messages at a time, until it is closed. What has no certain
 * outcome is sent again with the same ids.
 */
final class Talker implements AutoCloseable {
  private static final int BATCH_MAX = 8;

  private final ChatlogClient client;
  private final String name;
  private final String user;
  private final List<String> sessions;
  private final Random random;
  private final Thread thread;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;
  private volatile int acknowledged;

  private Talker(ChatlogClient client, String name, String user, List<String> sessions, long seed) {
    this.client = client;
    this.name = name;
    this.user = user;
    this.sessions = sessions;
    this.random = new Random(seed);
    this.thread = new Thread(this::run, name);
  }

  static Talker start(
      ChatlogClient client, String name, String user, List<String> sessions, long seed) {
    Talker talker = new Talker(client, name, user, sessions, seed);
    talker.thread.start();
    return talker;
  }

  /** How many messages were acknowledged. */
  int acknowledged() {
    return acknowledged;
  }

  private void run() {
    try {
      int number = 0;
      while (!stopped) {
        List<JsonNode> items = new ArrayList<>();
        for (int left = 1 + random.nextInt(BATCH_MAX); left > 0; left--) {
          String id = name + "-" + ++number;
          items.add(
              Json.object(
                  "user_id",
                  user,
                  "session_id",
                  sessions.get(random.nextInt(sessions.size())),
                  "message_id",
                  id,
                  "role",
                  random.nextBoolean() ? "user" : "assistant",
                  "content",
                  "line one of " + id + "\nline two \uD83D\uDE00"));
        }
        send(items);
        acknowledged = number;
      }
    } catch (RuntimeException | Error fault) {
      failure.set(fault);
    }
  }

  private void send(List<JsonNode> items) {
    while (true) {
      try {
        Reply reply = client.attempt(Call.post("/v1/messages:batch").lines(items).patiently());
        if (reply.status() == 200) {
          return;
        }
        if (reply.status() < 429) {
          throw new AssertionError(reply.toString());
        }
      } catch (IOException unknown) {
        System.out.println(name + " repeats what has no outcome: " + unknown);
      }
      if (stopped) {
        throw new AssertionError("stopped without an outcome");
      }
    }
  }

  /** Stops; everything that was sent is acknowledged then. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    if (failure.get() != null) {
      throw new AssertionError(name + " failed", failure.get());
    }
  }
}
