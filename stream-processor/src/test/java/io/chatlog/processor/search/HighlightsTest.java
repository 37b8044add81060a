package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.view.HighlightOffsets;
import io.chatlog.view.SearchHit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HighlightsTest {
  private static final Pattern MARK_UP = Pattern.compile("</?em>|&(amp|lt|gt|quot|#39);");

  private static List<String> of(String content, String query) {
    Corpus corpus = Corpus.inMemory();
    corpus.say(content);
    return corpus.page("u", Corpus.query(query)).hits().getFirst().highlights();
  }

  @Test
  void marksWordsAsTheyStand() {
    assertThat(of("Installing the Installer again", "install"))
        .containsExactly("<em>Installing</em> the <em>Installer</em> again");
    assertThat(of("a kernel, kernels and kernle", "kernle~"))
        .containsExactly("a <em>kernel</em>, <em>kernels</em> and <em>kernle</em>");
    assertThat(of("running and runners", "runn*"))
        .containsExactly("<em>running</em> and <em>runners</em>");
    assertThat(of("die Straße und die STRASSE", "strasse"))
        .containsExactly("die <em>Straße</em> und die <em>STRASSE</em>");
  }

  @Test
  void marksAPhraseOnlyWhereItStands() {
    assertThat(of("kernel of the kernel panic panic", "\"kernel panic\""))
        .containsExactly("kernel of the <em>kernel</em> <em>panic</em> panic");
  }

  @Test
  void marksOverlappingPairsAsOne() {
    assertThat(of("我在北京大学读书", "北京大学")).containsExactly("我在<em>北京大学</em>读书");
    assertThat(of("见 www.example.com 。", "www.example.com"))
        .containsExactly("见 <em>www.example.com</em> 。");
  }

  @Test
  void marksThePartsThatWereFound() {
    assertThat(of("😀 at www.example.com", "+example.com"))
        .containsExactly("😀 at www.<em>example.com</em>");
    assertThat(of("see a.b.sub_module.Name", "\"b.sub_module.name\""))
        .containsExactly("see a.<em>b.sub_module.Name</em>");
    assertThat(of("😀 API서버가 죽었다", "서버")).containsExactly("😀 API<em>서버</em>가 죽었다");
    assertThat(of("2024년 12월 25일에", "\"12월 25일\""))
        .containsExactly("2024년 <em>12</em><em>월</em> <em>25</em><em>일</em>에");
    assertThat(of("a ConcurrentHashMap of 16GB", "+hashmap gb"))
        .containsExactly("a Concurrent<em>HashMap</em> of 16<em>GB</em>");
  }

  @Test
  void escapesEverythingElse() {
    assertThat(of("<script>alert('x & \"y\"')</script> <em>needle</em>", "needle script"))
        .containsExactly(
            "&lt;<em>script</em>&gt;alert(&#39;x &amp; &quot;y&quot;&#39;)&lt;/<em>script</em>&gt;"
                + " &lt;em&gt;<em>needle</em>&lt;/em&gt;");
  }

  @Test
  void tellsWhereItStands() {
    String content =
        "  😀 <b>engine</b> of the analytical kind, " + "gear ".repeat(60) + "engines 北京 X서버가";
    Corpus corpus = Corpus.inMemory();
    corpus.say(content);
    SearchHit hit = corpus.page("u", Corpus.query("engine 北京 서버")).hits().getFirst();
    assertThat(hit.highlights()).hasSize(2);
    List<String> marked = new ArrayList<>();
    for (int at = 0; at < hit.highlights().size(); at++) {
      HighlightOffsets offsets = hit.offsets().get(at);
      String plain =
          hit.highlights()
              .get(at)
              .replaceAll("</?em>", "")
              .replace("&lt;", "<")
              .replace("&gt;", ">");
      assertThat(part(content, offsets.passage())).isEqualTo(plain);
      offsets.marks().forEach(mark -> marked.add(part(content, mark)));
    }
    assertThat(marked).containsExactlyInAnyOrder("engine", "engines", "北京", "서버");
  }

  private static String part(String content, HighlightOffsets.Span span) {
    int[] characters = content.codePoints().toArray();
    return new String(characters, span.start(), span.end() - span.start());
  }

  @Test
  void choosesTheBestPassagesOfALongContent() {
    String filler = "nothing to see here, move along please. ".repeat(20);
    String content =
        filler + "alpha once. " + filler + "alpha beta both. " + filler + "beta once. " + filler;
    List<String> passages = of(content, "alpha beta");
    assertThat(passages).hasSize(3);
    assertThat(passages.getFirst()).contains("<em>alpha</em> <em>beta</em> both");
    assertThat(passages.get(1)).contains("<em>alpha</em> once");
    assertThat(passages.get(2)).contains("<em>beta</em> once");
    assertThat(passages).allMatch(passage -> passage.length() <= 160 + 18);
    assertThat(of(filler.repeat(5) + "needle".repeat(1), "needle").getFirst())
        .endsWith("<em>needle</em>");
  }

  @Test
  void passagesAreSafeAndShareNothing() {
    Random random = new Random(7);
    String[] pieces = {
      "alpha",
      "beta",
      "<b>",
      "&",
      "\"",
      "'",
      "</em>",
      "<em>",
      "北京",
      "👍🏽",
      " ",
      "\n",
      "gamma",
      "x".repeat(300)
    };
    for (int round = 0; round < 2_000; round++) {
      StringBuilder content = new StringBuilder("alpha ");
      int many = random.nextInt(200);
      for (int at = 0; at < many; at++) {
        content
            .append(pieces[random.nextInt(pieces.length)])
            .append(random.nextBoolean() ? " " : "");
      }
      List<String> passages =
          Highlights.of(
                  content.toString(),
                  new HighlightTerms(
                      Set.of("alpha", "北京"),
                      List.of("gam", "xxx"),
                      List.of(List.of("beta", "alpha"))))
              .stream()
              .map(Passages.Passage::html)
              .toList();
      assertThat(passages).hasSizeBetween(1, Passages.PASSAGES_MAX);
      for (String passage : passages) {
        String bare = MARK_UP.matcher(passage).replaceAll("");
        assertThat(bare).doesNotContain("<", ">", "&", "\"", "'");
        assertThat(passage.split("<em>", -1).length)
            .isEqualTo(passage.split("</em>", -1).length)
            .isGreaterThan(1);
        assertThat(content.toString()).contains(unescaped(passage));
      }
    }
  }

  private static String unescaped(String passage) {
    return passage
        .replace("<em>", "")
        .replace("</em>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
