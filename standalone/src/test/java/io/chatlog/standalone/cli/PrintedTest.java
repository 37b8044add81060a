package io.chatlog.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.standalone.client.http.JsonView;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed of what others wrote: harmless, on its line, in its column. */
class PrintedTest {
  private final StringWriter out = new StringWriter();
  private final PrintWriter printer = new PrintWriter(out, true);

  @Test
  void nothingSteersTheTerminal() {
    assertThat(TerminalText.lines("a\u001b[31mb\u0007\u009b\u007f\u202ec\u2066\r\nd\te\rf\ud800"))
        .isEqualTo("a\uFFFD[31mb\uFFFD\uFFFD\uFFFD\uFFFDc\uFFFD\nd\te\uFFFDf\uFFFD");
    assertThat(TerminalText.line("a\nb\tc\u2028d")).isEqualTo("a b c d");
    assertThat(TerminalText.line("日本語 😀 é")).isEqualTo("日本語 😀 é");
  }

  @Test
  void aLongLineSaysThatThereWasMore() {
    assertThat(TerminalText.line("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(TerminalText.line("😀😀😀😀", 3)).isEqualTo("😀😀…");
  }

  @Test
  void columnsStandUnderEachOther() {
    TextTable table = new TextTable("name", ">count", "note");
    table.row(List.of("日本", "5", "x"));
    table.row(List.of("ada\u001b", "1,000", ""));
    table.print(printer);
    assertThat(out)
        .hasToString("NAME  COUNT  NOTE\n日本      5  x\nada\uFFFD  1,000\n".replace("\n", nl()));
  }

  @Test
  void whatANodeKeepsIsATableOfKinds() throws IOException {
    StoresTable.print(
        JsonView.parse(
            """
            {"nodes":[{"node_id":"n1","address":"a:1","memory":{"used_bytes":1000,"limit_bytes":2000,
              "cache_hits":3,"cache_misses":1,"cache_hit_ratio":0.75},
              "partitions":[{"partition":0,"role":"active","reads":4,"reads_by_kind":{"get_user":4},
                "rows":{"bytes":5000,"kinds":{"message":{"entries":1200,"estimated":true,"bytes":90}}},
                "index":{"bytes":70,"messages":1100,"sessions":2}},
               {"partition":1,"role":"standby","fault":"it is away"}]}],
             "log":{"fault":null,"topics":{"chatlog.events":{"partitions":4,"replicas":4,"bytes":12}}}}\
            """),
        printer);
    assertThat(out.toString().lines())
        .containsExactly(
            "node n1 at a:1",
            "PARTITION  ROLE     WHAT        ENTRIES  BYTES  READS",
            "        0  active   rows              -  5,000      4",
            "                      message    ~1,200     90",
            "                    index         1,100     70",
            "                      get_user                      4",
            "        1  standby  it is away        -      -      -",
            "memory: 1,000 of 2,000 bytes, cache hits 75.0 %",
            "TOPIC           PARTITIONS  REPLICAS  BYTES",
            "chatlog.events           4         4     12");
  }

  @Test
  void aHitShowsThePassageThatFits() throws IOException {
    SearchTable.print(
        JsonView.parse(
            """
            {"items":[{"user_id":"ada","session_id":"s1","seq":7,"role":"user","content":"whole",
              "timestamp":"2026-01-02T03:04:05.678Z","relevance_score":0.8125,
              "highlights":["a &lt;b&gt; &amp;lt; <em>fits</em>\\u001b"]}],
             "total":{"value":1234,"relation":"gte"},"next_cursor":"c1","took_ms":4}\
            """),
        true,
        printer);
    assertThat(out.toString().lines())
        .containsExactly(
            "SCORE  TIME                 USER  SESSION  SEQ  ROLE  PASSAGE",
            " 0.81  2026-01-02 03:04:05  ada   s1         7  user  a <b> &lt; fits\uFFFD",
            "",
            "1 of at least 1,234 hits, 4 ms",
            "more: repeat it with --cursor c1");
  }

  @Test
  void nothingFoundIsSaid() throws IOException {
    SearchTable.print(
        JsonView.parse("{\"items\":[],\"total\":{\"value\":0,\"relation\":\"eq\"}}"),
        false,
        printer);
    assertThat(out.toString().lines()).containsExactly("nothing was found");
  }

  @Test
  void statisticsAreNamedFigures() throws IOException {
    StatsTable.print(
        JsonView.parse("{\"total\":1234,\"avg\":2.5,\"first\":null,\"roles\":{\"user\":3}}"),
        printer);
    assertThat(out.toString().lines())
        .containsExactly(
            "total       1,234", "avg          2.50", "first           -", "roles.user      3");
  }

  @Test
  void furtherLinesOfAMessageAreIndented() throws IOException {
    JsonView message =
        JsonView.parse(
            """
            {"timestamp":"2026-01-02T03:04:05.678Z","session_id":"s1","seq":3,"role":"user",
             "author_id":"bob","content":"one\\n2026-01-02 03:04:06  #4 system: two\\n"}\
            """);
    TailLine.print(message, true, printer);
    TailLine.print(message, false, printer);
    assertThat(out.toString().lines())
        .containsExactly(
            "2026-01-02 03:04:05  s1 #3 user (bob): one",
            "    2026-01-02 03:04:06  #4 system: two",
            "2026-01-02 03:04:05  #3 user (bob): one",
            "    2026-01-02 03:04:06  #4 system: two");
  }

  private static String nl() {
    return System.lineSeparator();
  }
}
