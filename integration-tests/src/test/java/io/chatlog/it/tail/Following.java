package io.chatlog.it.tail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chatlog.it.http.ChatlogClient;
import io.chatlog.it.http.Paths;
import io.chatlog.it.process.Deployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Two clients that follow as long as they can, whatever happens to the system: one a session, one
 * all sessions of its user.
 */
public final class Following implements AutoCloseable {
  private static final long CATCH_UP_MILLIS_MAX = 90_000;
  private static final long RETRY_MILLIS = 100;

  private final String user;
  private final String session;
  private final Follower ofSession;
  private final Follower ofUser;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

  private Following(Deployment system, String user, String session) {
    this.user = user;
    this.session = session;
    this.ofSession = new Follower(system.reads(), Paths.messages(user, session) + ":stream");
    this.ofUser = new Follower(system.reads(), Paths.user(user) + "/messages:stream");
  }

  /** Begins to follow a session and a user that are there. */
  public static Following start(Deployment system, String user, String session) {
    Following following = new Following(system, user, session);
    for (Follower follower : List.of(following.ofSession, following.ofUser)) {
      Thread.ofVirtual().name("follower").start(() -> following.follow(follower));
    }
    return following;
  }

  private void follow(Follower follower) {
    try {
      while (stop.getCount() > 0) {
        try {
          follower.take(Integer.MAX_VALUE);
        } catch (IOException broken) {
          stop.await(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error wrong) {
      fault.set(wrong);
    }
  }

  /** Waits until both were told so many messages more than now. */
  void awaitMore(int messages) throws InterruptedException {
    int session = ofSession.count() + messages;
    int user = ofUser.count() + messages;
    ofSession.awaitCount(session, CATCH_UP_MILLIS_MAX);
    ofUser.awaitCount(user, CATCH_UP_MILLIS_MAX);
  }

  /** Nobody writes any more: both were told every message of theirs once, in order. */
  public void check(ChatlogClient client) throws InterruptedException {
    Map<String, List<JsonNode>> written = new HashMap<>();
    int count = 0;
    for (JsonNode one : client.read(Paths.sessions(user)).get("items")) {
      String name = one.get("session_id").asText();
      written.put(name, client.allMessages(user, name));
      count += written.get(name).size();
    }
    ofSession.awaitCount(written.get(session).size(), CATCH_UP_MILLIS_MAX);
    ofUser.awaitCount(count, CATCH_UP_MILLIS_MAX);
    assertThat(fault.get()).isNull();
    assertThat(ofSession.seen()).isEqualTo(written.get(session));
    checkUser(ofUser, written);
    System.out.printf(
        "%d messages followed over %d connections, %d of the session over %d%n",
        count, ofUser.connections(), ofSession.count(), ofSession.connections());
  }

  /** The follower of a user was told every message of every session once, in the log's order. */
  static void checkUser(Follower follower, Map<String, List<JsonNode>> written) {
    assertThat(follower.ids().stream().map(Following::place).toList()).isSorted();
    assertThat(new HashSet<>(follower.ids())).hasSize(follower.count());
    Map<String, List<JsonNode>> told = new HashMap<>();
    for (JsonNode message : follower.seen()) {
      told.computeIfAbsent(message.get("session_id").asText(), _ -> new ArrayList<>()).add(message);
    }
    assertThat(told).isEqualTo(written);
  }

  /** Where an id stands: all of an event behind any part of it. */
  private static double place(String id) {
    String[] parts = id.split("~")[0].split("\\.");
    return Long.parseLong(parts[0]) + (parts.length == 1 ? 0.5 : Long.parseLong(parts[1]) * 1e-6);
  }

  @Override
  public void close() {
    stop.countDown();
    ofSession.close();
    ofUser.close();
  }
}
