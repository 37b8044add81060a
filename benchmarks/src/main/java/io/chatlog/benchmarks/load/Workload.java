package io.chatlog.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Users who write real sentences of about 300 characters, few of them most: makes the requests of a
 * load before it begins, so that making them costs nothing while it is measured. Thread-safe once
 * made.
 */
public final class Workload {
  /** How long a message is, about. */
  public static final int MESSAGE_CHARS = 250;

  private static final int VECTOR_CHARS = 7 * Vectors.DIMENSIONS;

  /** Of so many messages with a vector, one is of a tool. */
  private static final int ONE_OF_FEW = 100;

  private static final int SESSIONS_PER_USER = 10;
  private static final String NDJSON = "application/x-ndjson";
  private static final JsonFactory JSON = new JsonFactory();

  private final Conversations conversations;
  private final Zipf users;
  private final Vectors vectors;
  private final long seed;

  /**
   * @param users how many users there are
   */
  public Workload(Conversations conversations, int users, long seed) {
    this.conversations = conversations;
    this.users = new Zipf(users);
    this.vectors = new Vectors(seed);
    this.seed = seed;
  }

  /** Batches of messages. */
  public List<Request> batches(int requests, int messages, boolean async) {
    return batches(requests, messages, async, 0);
  }

  /**
   * Batches of messages.
   *
   * @param turn others for another one
   */
  public List<Request> batches(int requests, int messages, boolean async, int turn) {
    SplittableRandom random = new SplittableRandom(seed + 1_000L * turn);
    List<Request> made = new ArrayList<>(requests);
    for (int at = 0; at < requests; at++) {
      ByteArrayOutputStream body = new ByteArrayOutputStream(messages * 400);
      for (int item = 0; item < messages; item++) {
        message(random, body);
        body.write('\n');
      }
      made.add(
          Request.post(
              "/v1/messages:batch?create_missing=true",
              NDJSON,
              async,
              body.toByteArray(),
              messages));
    }
    return made;
  }

  /** Single messages to sessions that are there: see {@link #sessions}. */
  public List<Request> singles(int requests, boolean async) {
    SplittableRandom random = new SplittableRandom(seed + 1);
    List<Request> made = new ArrayList<>(requests);
    for (int at = 0; at < requests; at++) {
      int user = users.draw(random);
      String target = sessionPath(user, random.nextInt(SESSIONS_PER_USER)) + "/messages";
      ByteArrayOutputStream body = new ByteArrayOutputStream(400);
      content(random, body, "", "");
      made.add(Request.post(target, "application/json", async, body.toByteArray(), 1));
    }
    return made;
  }

  /** One message for every session that singles go to, so that they are there. */
  public List<Request> sessions(int messagesOfRequest, int userCount) {
    SplittableRandom random = new SplittableRandom(seed + 2);
    List<Request> made = new ArrayList<>();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int items = 0;
    for (int user = 0; user < userCount; user++) {
      for (int session = 0; session < SESSIONS_PER_USER; session++) {
        content(random, body, userId(user), sessionId(session));
        body.write('\n');
        if (++items == messagesOfRequest) {
          made.add(batch(body.toByteArray(), items));
          body.reset();
          items = 0;
        }
      }
    }
    if (items > 0) {
      made.add(batch(body.toByteArray(), items));
    }
    return made;
  }

  private static Request batch(byte[] body, int items) {
    return Request.post("/v1/messages:batch?create_missing=true", NDJSON, false, body, items);
  }

  /** Reads of the latest 20 messages of sessions. */
  public List<Request> latest(int requests) {
    return reads(requests, 3, user -> sessionPath(user, 0) + "/messages?last=20");
  }

  /** Reads of a user's sessions. */
  public List<Request> lists(int requests) {
    return reads(requests, 4, user -> "/v1/users/" + userId(user) + "/sessions?limit=20");
  }

  /** Reads of a session's statistics. */
  public List<Request> sessionStats(int requests) {
    return reads(requests, 5, user -> sessionPath(user, 0) + "/stats");
  }

  /** Reads of a user's statistics. */
  public List<Request> userStats(int requests) {
    return reads(requests, 6, user -> "/v1/users/" + userId(user) + "/stats");
  }

  /** Searches for two words, of one user each. */
  public List<Request> userSearches(int requests, boolean highlight) {
    SplittableRandom words = new SplittableRandom(seed + 7);
    return reads(
        requests,
        8,
        user ->
            "/v1/users/" + userId(user) + "/search?highlight=" + highlight + "&q=" + words(words));
  }

  /** Searches for two words, over all users. */
  public List<Request> searches(int requests, boolean highlight) {
    SplittableRandom words = new SplittableRandom(seed + 9);
    return reads(requests, 10, user -> "/v1/search?highlight=" + highlight + "&q=" + words(words));
  }

  /** The vectors that messages bring, and those that are searched for. */
  public Vectors vectors() {
    return vectors;
  }

  /**
   * Batches of messages that bring a vector each.
   *
   * @param first the number of the first message
   */
  public List<Request> vectors(int requests, int messages, int first) {
    SplittableRandom random = new SplittableRandom(seed + 11 + 1_000L * first);
    List<Request> made = new ArrayList<>(requests);
    for (int at = 0; at < requests; at++) {
      StringBuilder body = new StringBuilder(messages * VECTOR_CHARS);
      for (int item = 0; item < messages; item++) {
        int number = first + at * messages + item;
        body.append("{\"user_id\":\"")
            .append(userId(users.draw(random)))
            .append("\",\"session_id\":\"vectors\",\"role\":\"")
            .append(isOfFew(number) ? "tool" : "user")
            .append("\",\"content\":\"")
            .append(contentOfVector(number))
            .append("\",\"embedding\":");
        Vectors.json(vectors.ofMessage(number), body).append("}\n");
      }
      made.add(batch(body.toString().getBytes(StandardCharsets.US_ASCII), messages));
    }
    return made;
  }

  /** What a message with a vector says. */
  public static String contentOfVector(int number) {
    return "vector " + number;
  }

  /** Whether a message with a vector is of a role that one of a hundred have. */
  public static boolean isOfFew(int number) {
    return number % ONE_OF_FEW == 0;
  }

  /** Searches for the ten nearest to a vector, of one user each. */
  public List<Request> userNearest(int requests) {
    return posts(
        requests,
        user -> "/v1/users/" + userId(user) + "/search:similar",
        "{\"limit\":10,\"similarity_threshold\":-1,\"embedding\":");
  }

  /**
   * Searches for the ten nearest to a vector, over all users.
   *
   * @param few whether only among what {@link #isOfFew}
   */
  public List<Request> nearest(int requests, boolean few) {
    return posts(
        requests,
        user -> "/v1/search",
        "{\"limit\":10,\"mode\":\"semantic\","
            + (few ? "\"role\":\"tool\"," : "")
            + "\"embedding\":");
  }

  private List<Request> posts(int requests, Target target, String body) {
    SplittableRandom random = new SplittableRandom(seed + 14);
    List<Request> made = new ArrayList<>(requests);
    for (int at = 0; at < requests; at++) {
      StringBuilder text = new StringBuilder(VECTOR_CHARS).append(body);
      byte[] json =
          Vectors.json(vectors.ofQuestion(at), text)
              .append('}')
              .toString()
              .getBytes(StandardCharsets.US_ASCII);
      made.add(Request.post(target.of(users.draw(random)), "application/json", false, json, 0));
    }
    return made;
  }

  private interface Target {
    String of(int user);
  }

  private List<Request> reads(int requests, int salt, Target target) {
    SplittableRandom random = new SplittableRandom(seed + salt);
    List<Request> made = new ArrayList<>(requests);
    for (int at = 0; at < requests; at++) {
      made.add(Request.get(target.of(users.draw(random))));
    }
    return made;
  }

  private String words(SplittableRandom random) {
    StringBuilder query = new StringBuilder();
    for (int words = 0; words < 2; ) {
      String content =
          conversations.contents().get(random.nextInt(conversations.contents().size()));
      String[] parts = content.split("[^A-Za-z]+");
      String word = parts.length == 0 ? "" : parts[random.nextInt(parts.length)];
      if (word.length() > 3) {
        query.append(query.isEmpty() ? "" : "+").append(word);
        words++;
      }
    }
    return query.toString();
  }

  private void message(SplittableRandom random, ByteArrayOutputStream to) {
    int user = users.draw(random);
    content(random, to, userId(user), sessionId(random.nextInt(SESSIONS_PER_USER)));
  }

  private void content(
      SplittableRandom random, ByteArrayOutputStream to, String userId, String sessionId) {
    try (JsonGenerator json =
        JSON.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
      json.writeStartObject();
      if (!userId.isEmpty()) {
        json.writeStringField("user_id", userId);
        json.writeStringField("session_id", sessionId);
      }
      json.writeStringField("role", random.nextBoolean() ? "user" : "assistant");
      json.writeStringField("content", conversations.about(MESSAGE_CHARS, random.nextInt(1 << 20)));
      json.writeEndObject();
    } catch (IOException impossible) { // in memory
      throw new UncheckedIOException(impossible);
    }
  }

  private static String userId(int user) {
    return "user-" + user;
  }

  private static String sessionId(int session) {
    return "session-" + session;
  }

  private static String sessionPath(int user, int session) {
    return "/v1/users/" + userId(user) + "/sessions/" + sessionId(session);
  }
}
