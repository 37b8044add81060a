package io.chatlog.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.value.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextExtractorTest {
  private static final String[] PIECES = {
    "Hello there, how are you?",
    "thanks!",
    "The printer in room 12 refuses every job since Monday.",
    "did you restart the spooler? it helped last time. try it",
    "Dr. Smith paid $1,250.50 at 5:30 pm, e.g. for two tickets to San Francisco.",
    "see https://example.org/a(b)c?d=e. or mail bob.b@example.com",
    "@ada please run `sudo systemctl restart cups` and report.",
    "```java\nint x = 1; // no. sentence. here\n```",
    "~~~\nnever closed\nline",
    "我的笔记本电脑无法连接到无线网络。错误信息说固件文件缺失。",
    "プリンターが動きません。電源を確認してください。",
    "- first item of a list without an end",
    "1. second item\n2. third item",
    "a wrapped line\ngoes on here, and ends.",
    "\u0000\u001b[31m \uFFFD ‮ \uD83D\uDE00\uD83D\uDE00",
    "::::: {{{{ ]]]] <<<< ==== //// \\\\\\\\",
    "x".repeat(700),
    "word ".repeat(200),
    "ALL OF THIS IS WRITTEN IN CAPITALS BY SOMEBODY",
    "bob: the cable was loose, that was the whole problem",
    ". . . ! ! ? ?",
  };

  @Test
  void aConversationIsToldInItsOwnWords() {
    ExtractedContext context =
        extract(
            user("Hello! Which plan fits a team of 40 people?"),
            assistant(
                "Great question! The Business plan covers 50 people and costs $120 per month."),
            assistant("Is there anything else I can help you with?"),
            user("No. Please book the Business plan from March 5th, 2026 on."),
            assistant("The Business plan is booked, the invoice goes to ada@example.com."),
            user("thanks, bye"));
    assertThat(context.keyPoints())
        .containsExactly(
            "Which plan fits a team of 40 people?",
            "The Business plan covers 50 people and costs $120 per month.",
            "Please book the Business plan from March 5th, 2026 on.");
    assertThat(context.summary()).startsWith("Which plan fits a team of 40 people? The Business");
    assertThat(context.entities().get(EntityType.NUMBERS))
        .containsExactly("40 people", "50 people");
    assertThat(context.entities().get(EntityType.MONEY)).containsExactly("$120");
    assertThat(context.entities().get(EntityType.DATES)).containsExactly("March 5th, 2026");
    assertThat(context.entities().get(EntityType.EMAILS)).containsExactly("ada@example.com");
    assertThat(context.range()).isEqualTo(new ExtractedContext.Range(1, 6, 6, true));
    assertThat(context.confidence()).isBetween(0.4, 0.9);
  }

  @Test
  void nothingSaidIsNothingTold() {
    ExtractedContext context = ContextExtractor.extract(List.of(), 0);
    assertThat(context.summary()).isEmpty();
    assertThat(context.keyPoints()).isEmpty();
    assertThat(context.entities()).hasSize(EntityType.values().length);
    assertThat(context.entities().values()).allMatch(List::isEmpty);
    assertThat(context.confidence()).isZero();
    assertThat(context.range()).isNull();
    ExtractedContext smallTalk = extract(user("hi"), assistant("Hello, how are you?"), user("ok"));
    assertThat(smallTalk.keyPoints()).isEmpty();
    assertThat(smallTalk.confidence()).isZero();
    assertThat(smallTalk.range()).isNotNull();
  }

  @Test
  void aFewWordsAreToldWhereNothingMoreIsSaid() {
    assertThat(extract(user("purple walrus")).summary()).isEqualTo("purple walrus.");
    assertThat(extract(user("printer broken"), assistant("which one?")).keyPoints())
        .contains("printer broken");
    assertThat(extract(user("打印机坏了")).keyPoints()).containsExactly("打印机坏了");
    assertThat(extract(user("こんにちは"), user("😀")).keyPoints()).isEmpty();
    assertThat(extract(user("* * * * * is what I wrote, so that it runs every minute")).keyPoints())
        .containsExactly("* * * * * is what I wrote, so that it runs every minute");
  }

  @Test
  void whoComesAndGoesIsNoMatter() {
    ExtractedContext context =
        extract(
            new Said(1, Role.SYSTEM, "someone_else has joined #ubuntu today", null),
            new Said(2, Role.SYSTEM, "nick_one is now known as nick_two again", null));
    assertThat(context.keyPoints()).isEmpty();
  }

  @Test
  void lessConfidenceWhereLessWasLookedAt() {
    List<Said> said =
        List.of(
            said(7, Role.USER, "The printer refuses every job since Monday."),
            said(8, Role.ASSISTANT, "Restart the spooler of the printer on the server."));
    double all = ContextExtractor.extract(said, 2).confidence();
    ExtractedContext part = ContextExtractor.extract(said, 8);
    assertThat(part.confidence()).isLessThan(all).isPositive();
    assertThat(part.range()).isEqualTo(new ExtractedContext.Range(7, 8, 2, false));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void keepsItsBoundsWhateverIsSaid(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      List<Said> messages = new ArrayList<>();
      for (int seq = 1; seq <= random.nextInt(60); seq++) {
        messages.add(said(seq, random(random), content(random)));
      }
      ExtractedContext context = ContextExtractor.extract(messages, messages.size());
      String why = "seed " + seed + " round " + round;
      assertThat(context.summary().length()).as(why).isLessThanOrEqualTo(500);
      assertThat(context.keyPoints()).as(why).hasSizeLessThanOrEqualTo(10).doesNotHaveDuplicates();
      String all = plain(String.join("\n", messages.stream().map(Said::content).toList()));
      for (String point : context.keyPoints()) {
        assertThat(point.length()).as(why).isBetween(1, 300);
        assertThat(all).as(why).contains(point);
      }
      assertThat(placesOf(context.keyPoints(), messages)).as(why).isSorted();
      context
          .entities()
          .forEach(
              (type, values) -> {
                assertThat(values).as(why).hasSizeLessThanOrEqualTo(20).doesNotHaveDuplicates();
                assertThat(values).as(why).allMatch(value -> !value.isBlank());
                assertThat(values)
                    .as(why)
                    .allMatch(value -> value.length() <= (type == EntityType.CODE ? 1_000 : 200));
              });
      assertThat(context.confidence()).as(why).isBetween(0.0, 1.0);
      assertThat(ContextExtractor.extract(messages, messages.size())).as(why).isEqualTo(context);
    }
  }

  @Test
  void manyMessagesTakeABoundedTime() {
    Random random = new Random(1);
    List<Said> messages = new ArrayList<>();
    for (int seq = 1; seq <= 2_000; seq++) {
      StringBuilder content = new StringBuilder();
      for (int word = 0; word < 80; word++) {
        content.append("word").append(random.nextInt(3_000)).append(word % 9 == 8 ? ". " : " ");
      }
      messages.add(said(seq, Role.USER, content.toString()));
    }
    long begin = System.nanoTime();
    ExtractedContext context = ContextExtractor.extract(messages, messages.size());
    assertThat(context.keyPoints()).hasSize(10);
    assertThat((System.nanoTime() - begin) / 1_000_000).isLessThan(30_000);
  }

  /** The first message that holds each point, none before that of the point before. */
  private static List<Integer> placesOf(List<String> points, List<Said> messages) {
    List<Integer> places = new ArrayList<>();
    int from = 0;
    for (String point : points) {
      int at = from;
      while (at < messages.size() && !plain(messages.get(at).content()).contains(point)) {
        at++;
      }
      places.add(at < messages.size() ? at : -1);
      from = at < messages.size() ? at : from;
    }
    return places;
  }

  /** Without the marks of lists, and with single white space. */
  private static String plain(String text) {
    return text.lines()
        .map(line -> line.strip().replaceFirst("^(?:[-*•+]|\\d{1,3}[.)]|#{1,6}|>+)\\s+", ""))
        .reduce("", (a, b) -> a + " " + b)
        .replaceAll("\\s+", " ");
  }

  private static Role random(Random random) {
    return Role.values()[random.nextInt(Role.values().length)];
  }

  private static String content(Random random) {
    StringBuilder content = new StringBuilder();
    for (int piece = 0; piece <= random.nextInt(4); piece++) {
      content.append(PIECES[random.nextInt(PIECES.length)]);
      content.append(
          switch (random.nextInt(3)) {
            case 0 -> " ";
            case 1 -> "\n";
            default -> "\r\n\r\n";
          });
    }
    return content.toString();
  }

  private static ExtractedContext extract(Said... messages) {
    List<Said> numbered = new ArrayList<>();
    for (Said said : messages) {
      numbered.add(new Said(numbered.size() + 1, said.role(), said.content(), said.author()));
    }
    return ContextExtractor.extract(numbered, numbered.size());
  }

  private static Said user(String content) {
    return said(0, Role.USER, content);
  }

  private static Said assistant(String content) {
    return said(0, Role.ASSISTANT, content);
  }

  private static Said said(long seq, Role role, String content) {
    return new Said(seq, role, content, null);
  }
}
