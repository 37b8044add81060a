package io.chatlog.it.ledger;

import io.chatlog.it.http.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** Makes messages: different texts, scripts, lengths and roles, each with a word of its own. */
public final class Drafts {
  /** A word that every message has. */
  public static final String COMMON = "ledgerword";

  private static final DateTimeFormatter MILLIS =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
  private static final Instant EPOCH = Instant.parse("2024-01-01T00:00:00Z");
  private static final List<String> ROLES =
      List.of("user", "assistant", "user", "assistant", "system", "tool");
  private static final List<String> WORDS =
      List.of(
          "engine",
          "Ünïcode",
          "東京",
          "\uD83D\uDE80",
          "e\u0301",
          "don't",
          "\"quoted\"",
          "a\\b",
          "tab\there",
          "line\nbreak",
          "<em>",
          "&amp;",
          "Привет",
          "שלום",
          "42",
          "x".repeat(300));

  /** Letters that no stemmer takes for an ending. */
  private static final String LETTERS = "bcdfghjkmnpqrtvwxz";

  private static final AtomicLong TOKENS = new AtomicLong();

  private final Random random;

  /** The same seed makes the same texts. */
  public Drafts(long seed) {
    this.random = new Random(seed);
  }

  /**
   * A new message of a session.
   *
   * @param at seconds on the client's clock
   */
  public Draft next(SessionKey session, String messageId, long at) {
    String token = token();
    StringBuilder content = new StringBuilder(COMMON).append(' ').append(token);
    int words = random.nextInt(12);
    for (int word = 0; word < words; word++) {
      content.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
    }
    return new Draft(
        session,
        messageId,
        ROLES.get(random.nextInt(ROLES.size())),
        content.toString(),
        token,
        time(EPOCH.plusSeconds(at)),
        Json.read("{\"n\":" + at + ",\"price\":1.10,\"big\":12345678901234567890}"));
  }

  /** A time as the server writes it. */
  public static String time(Instant instant) {
    return MILLIS.format(instant);
  }

  /** A word that was not there before in this JVM. */
  public static String token() {
    long number = TOKENS.incrementAndGet() + LETTERS.length() * 1_000L;
    StringBuilder token = new StringBuilder("qx");
    for (; number > 0; number /= LETTERS.length()) {
      token.append(LETTERS.charAt((int) (number % LETTERS.length())));
    }
    return token.toString();
  }
}
