package io.chatlog.it.reads;

import io.chatlog.it.http.Call;
import io.chatlog.it.http.Json;
import io.chatlog.it.http.Paths;
import java.util.List;
import java.util.Random;

/** Makes searches that nobody would ask for: broken syntax, strange text, absurd parameters. */
final class HostileQueries {
  private static final String[] PIECES = {
    "\"",
    "\"\"",
    "+",
    "-",
    "*",
    "~",
    "~~",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "^",
    ":",
    "\\",
    "/",
    "&&",
    "||",
    "!",
    "AND",
    "OR",
    "NOT",
    "TO",
    "a*",
    "ab*",
    "abc*",
    "e*~",
    "aaaa~",
    "kernel",
    "panic",
    "+-",
    "-+",
    "+\"",
    "-\"",
    "*:*",
    "content:",
    "owner:u",
    "text:x",
    "[* TO *]",
    "\u0000",
    "\t",
    "\u202e",
    "\u200d",
    "\u00a0",
    "é",
    "ß",
    "İ",
    "ﷺ",
    "한",
    "北京",
    "猫",
    "ひ",
    "ﾊﾝ",
    "كتاب",
    "ا",
    "👍🏽",
    "👨‍👩‍👧‍👦",
    "\ud83d",
    "\u0301\u0301\u0301",
    "x".repeat(300),
    "-x".repeat(200),
    "a b ".repeat(300),
    "+a ".repeat(200),
    "\"a b\" ".repeat(100),
    "abc* ".repeat(100),
    "word~ ".repeat(100),
    "%",
    "%00",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "${jndi:ldap://x}",
    "{{7*7}}",
    "0x7fffffff",
    "NaN",
    "1e999",
    "null",
    "http://a.b/c?d=e&f#g",
    "a_b_c_d_e",
    "x.y.z.w",
    "C++",
    "C#"
  };
  private static final List<String> PARAMETERS =
      List.of(
          "mode",
          "type",
          "session_id",
          "role",
          "channel",
          "source",
          "tag",
          "since",
          "until",
          "limit",
          "cursor",
          "offset",
          "min_score",
          "highlight",
          "sort",
          "facets",
          "group_by",
          "similarity_threshold",
          "metadata.k",
          "metadata.",
          "nonsense");
  private static final String[] VALUES = {
    "text",
    "semantic",
    "hybrid",
    "message",
    "document",
    "session",
    "message,session",
    "user",
    "tool",
    "P7D",
    "P-1D",
    "2024-01-01",
    "9999-12-31T23:59:59Z",
    "-1",
    "0",
    "1",
    "1000",
    "1001",
    "9999",
    "2147483648",
    "1e300",
    "NaN",
    "true",
    "false",
    "relevance",
    "time",
    "role,channel,tag,day",
    "",
    " ",
    "AAAA",
    "\"",
    "ﷺ",
    "x".repeat(400)
  };

  private final Random random;

  HostileQueries(long seed) {
    this.random = new Random(seed);
  }

  /** The next search, of a user or of all. */
  Call next(String user) {
    String path = random.nextInt(3) == 0 ? "/v1/search" : Paths.user(user) + "/search";
    if (random.nextInt(4) == 0) {
      return Call.post(path)
          .asRead()
          .json(
              Json.object(
                  "q",
                  text(),
                  PARAMETERS.get(random.nextInt(PARAMETERS.size())),
                  random.nextBoolean() ? pick(VALUES) : random.nextInt(9) - 4));
    }
    if (random.nextInt(20) == 0) {
      return Call.post(Paths.user(user) + "/search:similar")
          .asRead()
          .json(Json.object("query", text(), "similarity_threshold", random.nextInt(5) - 2));
    }
    Call call = Call.get(path).query("q", text());
    for (int more = random.nextInt(3); more > 0; more--) {
      call = call.query(PARAMETERS.get(random.nextInt(PARAMETERS.size())), pick(VALUES));
    }
    return call;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int most = random.nextInt(20) == 0 ? 4_200 : 1 + random.nextInt(120);
    while (text.length() < most) {
      text.append(pick(PIECES)).append(random.nextBoolean() ? " " : "");
    }
    // a lone surrogate cannot be sent: some text is cut inside a pair, and sent as a question mark
    return random.nextBoolean() && text.length() > most ? text.substring(0, most) : text.toString();
  }

  private String pick(String[] some) {
    return some[random.nextInt(some.length)];
  }
}
