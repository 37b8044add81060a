package io.chatlog.query.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SentencesTest {
  @Test
  void sentencesEndWherePeopleEndThem() {
    assertThat(of("One here. Two here! Three here? Four"))
        .containsExactly("One here.", "Two here!", "Three here?", "Four");
    assertThat(of("it costs $3.50 today. it is small. and (all) of it is!"))
        .containsExactly("it costs $3.50 today.", "it is small.", "and (all) of it is!");
    assertThat(of("Dr. Smith met Mr. J. Doe, e.g. at St. Paul. They talked."))
        .containsExactly("Dr. Smith met Mr. J. Doe, e.g. at St. Paul.", "They talked.");
    assertThat(of("我用的是电脑。你呢？好的！")).containsExactly("我用的是电脑。", "你呢？", "好的！");
    assertThat(of("動きません。電源を入れる")).containsExactly("動きません。", "電源を入れる");
  }

  @Test
  void linesEndSentencesUnlessTheyGoOn() {
    assertThat(of("a line\nthat goes on\n\nAnother\nAnd one more"))
        .containsExactly("a line that goes on", "Another", "And one more");
    assertThat(of("Buy:\n- red apples\n* two pears\n3. some nuts\n## Then pay"))
        .containsExactly("Buy:", "red apples", "two pears", "some nuts", "Then pay");
  }

  @Test
  void codeAndAddressesAreNotCutUp() {
    assertThat(of("Use `a.b. C! d` here. See www.x.org/a.b?c! D or mail a.b@c.de. Fine"))
        .containsExactly(
            "Use `a.b. C! d` here.", "See www.x.org/a.b?c! D or mail a.b@c.de.", "Fine");
    assertThat(of("{ \"a\": [1, 2, 3], \"b\": {} };")).isEmpty();
    Code code = Code.of("Try this:\n```sh\nls. Ls\n  x\n```\nthen `y`.\n~~~\nopen");
    assertThat(code.blocks()).containsExactly("ls. Ls\n  x", "open", "y");
    assertThat(of(code.prose())).containsExactly("Try this:", "then `y`.");
  }

  @Test
  void addresseesAndSoundsAreLeftOut() {
    assertThat(Sentences.of("bob: hm, well, it works :)", Set.of("bob")::contains))
        .containsExactly("it works");
    assertThat(Sentences.of("note: it works lol", Set.of("bob")::contains))
        .containsExactly("note: it works");
    assertThat(of("no printer is found")).containsExactly("no printer is found");
  }

  @Test
  void theWordsOfASentenceAreTold() {
    assertThat(Terms.of("The printers are PRINTING the printed pages of https://x.org/words"))
        .containsExactly("printer", "print", "page");
    assertThat(Terms.of("无线网络")).containsExactly("无线", "线网", "网络");
  }

  private static List<String> of(String prose) {
    return Sentences.of(prose, _ -> false);
  }
}
