package io.chatlog.query.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntitiesTest {
  @Test
  void addresses() {
    assertThat(of(EntityType.URLS, "(see https://x.org/a_(b)). www.y.de/c, http://z.com/路径。好"))
        .containsExactly("https://x.org/a_(b)", "www.y.de/c", "http://z.com/路径");
    assertThat(of(EntityType.EMAILS, "Mail a.b+c@d-e.co.uk. or <x@y.org>, not @ada"))
        .containsExactly("a.b+c@d-e.co.uk", "x@y.org");
    assertThat(of(EntityType.MENTIONS, "@ada, ask @bob_2. not a@b.cd or @@x or @"))
        .containsExactly("@ada", "@bob_2");
  }

  @Test
  void daysAndTimes() {
    assertThat(
            of(
                EntityType.DATES,
                "2026-01-31, 3/4/2025, 31.12.2026, March 5th, 2021, 5 May, next Friday, on Monday,"
                    + " tomorrow, 2024年5月3日; may 5:30 be, Monday Night, the 4th century"))
        .containsExactly(
            "2026-01-31",
            "3/4/2025",
            "31.12.2026",
            "March 5th, 2021",
            "5 May",
            "next Friday",
            "Monday",
            "tomorrow",
            "2024年5月3日");
    assertThat(of(EntityType.TIMES, "5:30 pm. or 17:45, 7 a.m. and 25:00"))
        .containsExactly("5:30 pm", "17:45", "7 a.m.");
  }

  @Test
  void numbersThatTellSomething() {
    String text =
        "$1,250.50, 20 EUR, 15 %, 2.4 GHz, 900 ms, 2.5 million, (212) 415-5788, in 2011, v 22.04,"
            + " 7 of 9, 192.168.0.1, room 12, 3-4, 12 dollars, €5, 553元, 2 million dollars";
    assertThat(of(EntityType.NUMBERS, text))
        .containsExactly("15 %", "2.4 GHz", "900 ms", "2.5 million", "22.04", "12");
    assertThat(of(EntityType.DATES, text)).containsExactly("2011");
    assertThat(of(EntityType.MONEY, text))
        .containsExactly("$1,250.50", "20 EUR", "12 dollars", "€5", "553元", "2 million dollars");
    assertThat(of(EntityType.PHONES, text)).containsExactly("(212) 415-5788");
  }

  @Test
  void countsAndBareNumbers() {
    assertThat(
            of(
                EntityType.NUMBERS,
                "We bought 42 apples, 3 chairs and 1,200 screws; 1024 of them rust. It took 5-10"
                    + " minutes for 1024x768. I answered 42. Port 8080, error 404, code 1234567"
                    + " fit."))
        .containsExactly(
            "1,200",
            "5-10 minutes",
            "1024x768",
            "42 apples",
            "3 chairs",
            "1024",
            "42",
            "404",
            "1234567");
    assertThat(
            of(
                EntityType.NUMBERS,
                "12. first\n"
                    + "13) second\n"
                    + "2 u, 4 me, step 3, Windows 95, a1b2 12ab /dev/12 #123 :33 <33 (18) x=55 24/7"
                    + " 10-20 1st 22nd 3 is 5 was 1234567890123 8 this ~50 it's v2 Room 101 30:12"
                    + " [12] 7 of 9"))
        .isEmpty();
    assertThat(of(EntityType.DATES, "since 1998, in the 1990s, 20081 or 2010/3 or x2001"))
        .containsExactly("1998", "1990s");
    assertThat(of(EntityType.NUMBERS, "[drm:0x3f] <6> {a=12; b=34} | 55 /* 77 */")).isEmpty();
  }

  @Test
  void codeBetweenFencesWhereverTheyStand() {
    assertThat(Code.of("See: ```python\nx = 1\n``` and so on"))
        .isEqualTo(code("See: \n\n and so on", "x = 1"));
    assertThat(Code.of("do ```a()\n  b()``` now")).isEqualTo(code("do \n\n now", "a()\n  b()"));
    assertThat(Code.of("```\nls\n  ls -l```\nafter")).isEqualTo(code("\n\n\nafter", "ls\n  ls -l"));
    assertThat(Code.of("```js {1,3}\nf()\n```js\ng()\n```"))
        .isEqualTo(code("\n\n", "f()\n```js\ng()"));
    assertThat(Code.of("use ```ls -la``` or ``x`` or `y`"))
        .isEqualTo(code("use ```ls -la``` or ``x`` or `y`", "ls -la", "x", "y"));
    assertThat(Code.of("````\n```\n````")).isEqualTo(code("\n\n", "```"));
    // no fences
    for (String prose :
        List.of("three ``` of them\nhere", "``` marks code, they say\nwell", "a ~~~\nb ~~~\nc")) {
      assertThat(Code.of(prose)).isEqualTo(code(prose));
    }
    assertThat(Code.of("```")).isEqualTo(code("\n\n"));
    assertThat(Code.of("~~~\nopen")).isEqualTo(code("\n\n", "open"));
  }

  private static Code code(String prose, String... blocks) {
    return new Code(prose, List.of(blocks));
  }

  @Test
  void fencesCostWhatTheTextIsLong() {
    for (String piece :
        List.of("a```b ", "```\na``` b\n", "``` a\n", "``` a b\n", "~~~ ", "a ```")) {
      String text = piece.repeat(100_000 / piece.length());
      assertTimeout(Duration.ofSeconds(2), () -> Code.of(text));
    }
  }

  @Test
  void telephoneNumbers() {
    assertThat(
            of(
                EntityType.PHONES,
                "415-495-5875, +49 30 1234567, +1 (212) 415-5788 and 1-800-555-0199; 212 415 5788."
                    + " Not 2024-01-02, +3, 10-20-30, +12 34, 555-1234-5678-9 or 415-495 5875"))
        .containsExactly(
            "415-495-5875",
            "+49 30 1234567",
            "+1 (212) 415-5788",
            "1-800-555-0199",
            "212 415 5788");
  }

  @Test
  void namesByTheirCapitals() {
    assertThat(names("We fly to San Francisco and New York.", "Yes, to San Francisco!"))
        .containsExactly("San Francisco", "New York");
    // a first word is a name only where it is one elsewhere, and nowhere a word
    assertThat(names("Taylor plays well.", "I saw Taylor there.", "Birds fly.", "I like birds."))
        .containsExactly("Taylor");
    assertThat(names("The book by Khalil Mack, then Mack spoke on Monday.", "I do."))
        .containsExactly("Khalil Mack");
    assertThat(names("THIS IS WRITTEN IN CAPITALS", "OK I did")).isEmpty();
    assertThat(names("we saw A Game of Thrones at the University of Iowa"))
        .containsExactly("A Game of Thrones", "University of Iowa");
  }

  @Test
  void titlesAndFirstWordsOfNames() {
    assertThat(
            names(
                "My kids want to see How to Train Your Dragon on Friday.",
                "And Lord of the Rings?",
                "Back to the Future was fun."))
        .containsExactly("How to Train Your Dragon", "Lord of the Rings", "Back to the Future");
    assertThat(names("Carol Burnett and I met.", "Judge Judy earns a lot.", "Play Thriller now."))
        .containsExactly("Carol Burnett", "Judge Judy", "Thriller");
    assertThat(names("Good Morning, my Friend!", "Once Upon a time")).isEmpty();
    assertThat(names("I love DJ'ing here.", "we did the DJ-ing there")).containsExactly("DJ");
  }

  @Test
  void theMostNamedAreKept() {
    Entities entities = new Entities();
    for (int number = 0; number < 30; number++) {
      entities.add(Code.of("@user" + number + (number >= 10 ? " @user" + number : "")));
    }
    assertThat(entities.found().get(EntityType.MENTIONS))
        .hasSize(20)
        .startsWith("@user10")
        .endsWith("@user29");
    assertThat(of(EntityType.URLS, "https://" + "a".repeat(193))).isEmpty();
    assertThat(of(EntityType.URLS, "https://" + "a".repeat(192))).hasSize(1);
    assertThat(of(EntityType.CODE, "```\n" + "a".repeat(1_001) + "\n```")).isEmpty();
    assertThat(of(EntityType.CODE, "```\n" + "a".repeat(1_000) + "\n```")).hasSize(1);
  }

  private static List<String> of(EntityType type, String content) {
    Entities entities = new Entities();
    entities.add(Code.of(content));
    return entities.found().getOrDefault(type, List.of());
  }

  private static Set<String> names(String... sentences) {
    Names names = new Names();
    for (String sentence : sentences) {
      names.add(sentence);
    }
    return names.found().keySet();
  }
}
