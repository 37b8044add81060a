package io.chatlog.benchmarks.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * What one would write instead of using Chatlog: Javalin, a connection pool and PostgreSQL, with
 * indexes for every question that is measured. A write is answered when it is committed, so reads
 * see it at once; durable on the disk of one machine ({@code synchronous_commit=on}).
 *
 * <p>A single message is one statement, a batch one transaction of two, messages and sessions, each
 * with arrays in place of rows: prepared once, planned once. A process of its own.
 */
public final class PostgresServer {
  private static final String SCHEMA =
      """
      CREATE EXTENSION IF NOT EXISTS btree_gin;
      CREATE TABLE IF NOT EXISTS users (
        user_id text PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());
      CREATE TABLE IF NOT EXISTS sessions (
        user_id text NOT NULL, session_id text NOT NULL, title text NOT NULL DEFAULT '',
        channel text NOT NULL DEFAULT 'web', status text NOT NULL DEFAULT 'active',
        metadata jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now(),
        last_activity timestamptz NOT NULL DEFAULT now(), message_count bigint NOT NULL DEFAULT 0,
        PRIMARY KEY (user_id, session_id));
      CREATE INDEX IF NOT EXISTS sessions_activity ON sessions (user_id, last_activity DESC);
      CREATE INDEX IF NOT EXISTS sessions_metadata ON sessions USING gin (metadata jsonb_path_ops);
      CREATE INDEX IF NOT EXISTS sessions_created ON sessions (created_at, channel, status);
      CREATE TABLE IF NOT EXISTS messages (
        id bigserial PRIMARY KEY, message_id uuid NOT NULL, user_id text NOT NULL,
        session_id text NOT NULL, role text NOT NULL, content text NOT NULL,
        metadata jsonb NOT NULL DEFAULT '{}', created_at timestamptz NOT NULL DEFAULT now()
        %s);
      CREATE UNIQUE INDEX IF NOT EXISTS messages_id ON messages (user_id, session_id, message_id);
      CREATE INDEX IF NOT EXISTS messages_session ON messages (user_id, session_id, id);
      %s
      """;
  private static final String WORDS =
      ", words tsvector GENERATED ALWAYS AS (to_tsvector('english', content)) STORED";
  private static final String WORDS_INDEX =
      "CREATE INDEX IF NOT EXISTS messages_words ON messages USING gin (user_id, words);";
  private static final String SESSION_CHANGE =
      " ON CONFLICT (user_id, session_id) DO UPDATE SET last_activity = now(),"
          + " message_count = sessions.message_count + excluded.message_count";
  private static final String SINGLE =
      "WITH session AS (INSERT INTO sessions (user_id, session_id, message_count) VALUES (?, ?, 1)"
          + SESSION_CHANGE
          + ") INSERT INTO messages (message_id, user_id, session_id, role, content)"
          + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String SESSIONS =
      "INSERT INTO sessions (user_id, session_id, message_count)"
          + " SELECT * FROM unnest(?::text[], ?::text[], ?::bigint[])"
          + SESSION_CHANGE;
  private static final String MESSAGES =
      "INSERT INTO messages (message_id, user_id, session_id, role, content)"
          + " SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[])"
          + " ON CONFLICT DO NOTHING";

  /** On two cores, 16 and 32 connections took as many batches or fewer, at more CPU. */
  private static final int POOL = 8;

  private final HikariDataSource pool;
  private final ObjectMapper json = new ObjectMapper();

  private PostgresServer(HikariDataSource pool) {
    this.pool = pool;
  }

  /**
   * Runs until it is killed.
   *
   * @param arguments the port, the JDBC URL, and {@code text} or {@code plain}: with full text or
   *     without
   */
  public static void main(String[] arguments) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[1]);
    config.setMaximumPoolSize(POOL);
    HikariDataSource pool = new HikariDataSource(config);
    boolean text = arguments[2].equals("text");
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA.formatted(text ? WORDS : "", text ? WORDS_INDEX : ""));
    }
    PostgresServer server = new PostgresServer(pool);
    Javalin.create(
            javalin -> {
              javalin.concurrency.useVirtualThreads = true;
              javalin.http.maxRequestSize = 16 << 20;
              javalin.startup.showJavalinBanner = false;
              javalin.routes.get("/readyz", context -> context.result("ready"));
              javalin.routes.post("/v1/messages:batch", server::batch);
              String session = "/v1/users/{user}/sessions/{session}";
              javalin.routes.post(session + "/messages", server::single);
              javalin.routes.get(session + "/messages", server::latest);
              javalin.routes.get(session + "/stats", server::sessionStats);
              javalin.routes.get("/v1/users/{user}/sessions", server::sessions);
              javalin.routes.get("/v1/users/{user}/stats", server::userStats);
              javalin.routes.get("/v1/users/{user}/search", server::search);
              javalin.routes.get("/v1/search", server::searchAll);
              javalin.routes.get("/v1/stats/daily", server::daily);
              javalin.routes.get("/v1/stats/conversations", server::conversations);
            })
        .start("127.0.0.1", Integer.parseInt(arguments[0]));
  }

  private void single(Context context) throws Exception {
    JsonNode message = json.readTree(context.bodyAsBytes());
    String user = context.pathParam("user");
    String session = context.pathParam("session");
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(SINGLE)) {
      insert.setString(1, user);
      insert.setString(2, session);
      insert.setObject(3, UUID.randomUUID());
      insert.setString(4, user);
      insert.setString(5, session);
      insert.setString(6, message.get("role").asText());
      insert.setString(7, message.get("content").asText());
      insert.executeUpdate();
    }
    context.status(201).json(message);
  }

  private void batch(Context context) throws Exception {
    List<JsonNode> messages = new ArrayList<>();
    String body = new String(context.bodyAsBytes(), StandardCharsets.UTF_8);
    for (String line : body.split("\n")) {
      messages.add(json.readTree(line));
    }
    write(messages);
    context.status(200).result("{\"succeeded\":" + messages.size() + "}");
  }

  private void write(List<JsonNode> messages) throws SQLException {
    UUID[] ids = new UUID[messages.size()];
    String[] users = new String[ids.length];
    String[] sessions = new String[ids.length];
    String[] roles = new String[ids.length];
    String[] contents = new String[ids.length];
    // in one order, so that two batches do not wait for each other in a circle
    TreeMap<String, Long> counts = new TreeMap<>();
    for (int at = 0; at < ids.length; at++) {
      JsonNode message = messages.get(at);
      ids[at] = UUID.randomUUID();
      users[at] = message.get("user_id").asText();
      sessions[at] = message.get("session_id").asText();
      roles[at] = message.get("role").asText();
      contents[at] = message.get("content").asText();
      counts.merge(users[at] + '\n' + sessions[at], 1L, Long::sum);
    }
    String[] keys = counts.keySet().toArray(String[]::new);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(MESSAGES);
          PreparedStatement upsert = connection.prepareStatement(SESSIONS)) {
        insert.setArray(1, connection.createArrayOf("uuid", ids));
        texts(connection, insert, 2, users);
        texts(connection, insert, 3, sessions);
        texts(connection, insert, 4, roles);
        texts(connection, insert, 5, contents);
        insert.executeUpdate();
        texts(connection, upsert, 1, each(keys, key -> key.substring(0, key.indexOf('\n'))));
        texts(connection, upsert, 2, each(keys, key -> key.substring(key.indexOf('\n') + 1)));
        upsert.setArray(3, connection.createArrayOf("bigint", counts.values().toArray()));
        upsert.executeUpdate();
      }
      connection.commit();
    }
  }

  private static void texts(
      Connection connection, PreparedStatement statement, int parameter, String[] values)
      throws SQLException {
    statement.setArray(parameter, connection.createArrayOf("text", values));
  }

  private static String[] each(String[] keys, UnaryOperator<String> part) {
    return Arrays.stream(keys).map(part).toArray(String[]::new);
  }

  private void latest(Context context) throws SQLException {
    answer(
        context,
        "SELECT * FROM (SELECT id, message_id, role, content, metadata, created_at FROM messages"
            + " WHERE user_id = ? AND session_id = ? ORDER BY id DESC LIMIT 20) latest ORDER BY id",
        context.pathParam("user"),
        context.pathParam("session"));
  }

  private void sessions(Context context) throws SQLException {
    answer(
        context,
        "SELECT * FROM sessions WHERE user_id = ? ORDER BY last_activity DESC LIMIT 20",
        context.pathParam("user"));
  }

  private void sessionStats(Context context) throws SQLException {
    answer(
        context,
        "SELECT count(*) AS message_count, min(created_at) AS first_message_at,"
            + " max(created_at) AS last_message_at, avg(length(content)) AS avg_message_length,"
            + " sum(octet_length(content)) AS size_bytes,"
            + " count(*) FILTER (WHERE role = 'user') AS user_message_count,"
            + " count(*) FILTER (WHERE role = 'assistant') AS assistant_message_count FROM messages"
            + " WHERE user_id = ? AND session_id = ?",
        context.pathParam("user"),
        context.pathParam("session"));
  }

  private void userStats(Context context) throws SQLException {
    answer(
        context,
        "SELECT count(*) AS total_sessions, sum(message_count) AS total_messages,"
            + " min(created_at), max(last_activity) FROM sessions"
            + " WHERE user_id = ?",
        context.pathParam("user"));
  }

  private void search(Context context) throws SQLException {
    answer(
        context,
        "SELECT id, session_id, role, content, ts_rank(words, query) AS score,"
            + " ts_headline('english', content, query) FROM messages,"
            + " websearch_to_tsquery('english', ?) query WHERE user_id = ? AND words @@ query"
            + " ORDER BY score DESC LIMIT 20",
        anyOf(context),
        context.pathParam("user"));
  }

  private void searchAll(Context context) throws SQLException {
    answer(
        context,
        "SELECT *, ts_headline('english', content, websearch_to_tsquery('english', ?)) FROM ("
            + "SELECT id, user_id, session_id, role, content, ts_rank(words, query) AS score"
            + " FROM messages, websearch_to_tsquery('english', ?) query WHERE words @@ query"
            + " ORDER BY score DESC LIMIT 20) best",
        anyOf(context),
        anyOf(context));
  }

  private static String anyOf(Context context) {
    return String.valueOf(context.queryParam("q")).replace(" ", " or ");
  }

  private void daily(Context context) throws SQLException {
    answer(
        context,
        "SELECT date(created_at), channel, status, count(*) AS total_conversations,"
            + " sum(message_count), count(DISTINCT user_id) AS unique_users, min(created_at),"
            + " max(created_at) FROM sessions GROUP BY 1, 2, 3 ORDER BY 1, 2, 3");
  }

  private void conversations(Context context) throws SQLException {
    answer(
        context,
        "SELECT count(*) AS total_conversations,"
            + " count(*) FILTER (WHERE status = 'active') AS active_conversations,"
            + " count(*) FILTER (WHERE status = 'handoff_complete') AS handoff_complete"
            + " FROM sessions"
            + " WHERE created_at > now() - interval '30 days'");
  }

  private void answer(Context context, String query, String... parameters) throws SQLException {
    ArrayNode rows = json.createArrayNode();
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int at = 0; at < parameters.length; at++) {
        statement.setString(at + 1, parameters[at]);
      }
      try (ResultSet result = statement.executeQuery()) {
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
          var row = rows.addObject();
          for (int at = 1; at <= columns.getColumnCount(); at++) {
            if (columns.getColumnType(at) == Types.BIGINT) {
              row.put(columns.getColumnLabel(at), result.getLong(at));
            } else {
              row.put(columns.getColumnLabel(at), result.getString(at));
            }
          }
        }
      }
    }
    context.json(rows);
  }
}
