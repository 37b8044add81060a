package io.chatlog.query.context;

import static org.assertj.core.api.Assertions.assertThat;

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
        .containsExactly("15 %", "2.4 GHz", "900 ms", "2.5 million", "2011", "22.04");
    assertThat(of(EntityType.MONEY, text))
        .containsExactly("$1,250.50", "20 EUR", "12 dollars", "€5", "553元", "2 million dollars");
    assertThat(of(EntityType.PHONES, text)).containsExactly("(212) 415-5788");
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
