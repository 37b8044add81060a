package io.chatlog.processor.search;

import static io.chatlog.processor.search.QueryClause.Occurrence.EXCLUDED;
import static io.chatlog.processor.search.QueryClause.Occurrence.OPTIONAL;
import static io.chatlog.processor.search.QueryClause.Occurrence.REQUIRED;
import static org.assertj.core.api.Assertions.assertThat;

import io.chatlog.processor.search.QueryClause.Fuzzy;
import io.chatlog.processor.search.QueryClause.Operand;
import io.chatlog.processor.search.QueryClause.Phrase;
import io.chatlog.processor.search.QueryClause.Prefix;
import io.chatlog.processor.search.QueryClause.Word;
import io.chatlog.view.SearchQuery;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

final class QueryTextTest {
  private static QueryClause optional(Operand operand) {
    return new QueryClause(OPTIONAL, operand);
  }

  @Test
  void readsEachFormOfTheLanguage() {
    assertThat(
            QueryText.parse(
                "Kernels \"to be or not\" inst* kernle~ +must -not +\"a b\" -xen* -\"c d\""))
        .containsExactly(
            optional(new Word("kernel")),
            optional(new Phrase(List.of("to", "be", "or", "not"))),
            optional(new Prefix("inst")),
            optional(new Fuzzy("kernle")),
            new QueryClause(REQUIRED, new Word("must")),
            new QueryClause(EXCLUDED, new Word("not")),
            new QueryClause(REQUIRED, new Phrase(List.of("a", "b"))),
            new QueryClause(EXCLUDED, new Prefix("xen")),
            new QueryClause(EXCLUDED, new Phrase(List.of("c", "d"))));
  }

  @Test
  void takesMalformedSyntaxAsPlainWords() {
    Word foo = new Word("foo");
    Word bar = new Word("bar");
    for (String text :
        List.of(
            "foo bar",
            "\"foo bar",
            "foo\" bar",
            "foo - bar",
            "foo + bar +",
            "--foo ++bar",
            "foo (bar)*",
            "foo^2bar foo",
            "*foo ~bar",
            "(foo OR] bar",
            "foo:bar")) {
      assertThat(QueryText.parse(text)).as(text).contains(optional(foo));
    }
    assertThat(QueryText.parse("\"foo bar")).containsExactly(optional(foo), optional(bar));
    assertThat(QueryText.parse("fo*")).containsExactly(optional(new Word("fo")));
    assertThat(QueryText.parse("foo:bar"))
        .containsExactly(optional(new Word("foo:bar")), optional(foo), optional(bar));
    for (String nothing : List.of("", " ", "\"", "+", "-", "\"\"", "!!! ?", "* ~ - +", "+\"\"")) {
      assertThat(QueryText.parse(nothing)).as(nothing).isEmpty();
    }
  }

  @Test
  void aSignedWordOfSeveralTermsIsThePhraseOfThem() {
    assertThat(QueryText.parse("wi-fi +wi-fi +北京大学 北京大学"))
        .containsExactly(
            optional(new Word("wi")),
            optional(new Word("fi")),
            new QueryClause(REQUIRED, new Phrase(List.of("wi", "fi"))),
            new QueryClause(REQUIRED, new Phrase(List.of("北京", "京大", "大学"))),
            optional(new Word("北京")),
            optional(new Word("京大")),
            optional(new Word("大学")));
  }

  @Test
  void whatContentsHoldInPairsOnlyIsNoPrefix() {
    assertThat(QueryText.parse("北京大*"))
        .containsExactly(optional(new Word("北京")), optional(new Word("京大")));
    assertThat(QueryText.parse("Wi-Fire*"))
        .containsExactly(optional(new Word("wi")), optional(new Prefix("fire")));
  }

  @Test
  void countsTheFirstTermsOnly() {
    StringBuilder words = new StringBuilder();
    for (int word = 0; word < QueryText.TERMS_MAX + 1; word++) {
      words.append(" w").append(word);
    }
    assertThat(QueryText.parse(words.toString())).hasSize(QueryText.TERMS_MAX);
    List<QueryClause> phrase = QueryText.parse("\"" + words + "\" more");
    assertThat(phrase).hasSize(1);
    assertThat(phrase.getFirst().operand().terms()).isEqualTo(QueryText.TERMS_MAX);
    assertThat(QueryText.parse("same same same")).hasSize(1);
  }

  @Test
  void countsTheTermsThatItDoesNotLookFor() {
    StringBuilder words = new StringBuilder();
    for (int word = 0; word < QueryText.TERMS_MAX; word++) {
      words.append(" w").append(word);
    }
    assertThat(QueryText.of("").termsIgnored()).isZero();
    assertThat(QueryText.of(words + " w7 w7").termsIgnored()).as("looked for already").isZero();
    assertThat(QueryText.of(words + " more").termsIgnored()).isEqualTo(1);
    assertThat(QueryText.of(words + " -w7 \"two more\" pre* 北猫한").termsIgnored()).isEqualTo(6);
    assertThat(QueryText.of("\"" + words + " more\" x").termsIgnored()).isEqualTo(2);
    assertThat(QueryText.of(words + " x" + words + " x").termsIgnored()).as("each").isEqualTo(2);
  }

  @Test
  void neverThrowsAndNeverTakesLong() {
    String hostile = "\"\"+-*~ \t()[]{}:^\\/.&|!ab\u0000éß北猫한カ👍\ud800\udc00\u0301ﷺ\u200d\u00a0'_";
    Corpus corpus = Corpus.inMemory();
    assertThat(corpus.find("ab~ ab* +cdefghi~")).isEmpty(); // nothing is there
    assertThat(corpus.index.termStatistics("ab~ ab*").docCount()).isZero();
    corpus.say("ab 北猫 é");
    Random random = new Random(4711);
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          for (int round = 0; round < 10_000; round++) {
            int length = 1 + random.nextInt(round % 100 == 0 ? SearchQuery.TEXT_CHARS_MAX : 24);
            StringBuilder text = new StringBuilder(length);
            for (int at = 0; at < length; at++) {
              text.append(hostile.charAt(random.nextInt(hostile.length())));
            }
            List<QueryClause> clauses = QueryText.parse(text.toString());
            assertThat(clauses.stream().mapToInt(clause -> clause.operand().terms()).sum())
                .isLessThanOrEqualTo(QueryText.TERMS_MAX);
            if (round % 10 == 0) {
              corpus.find(text.toString());
              corpus.index.termStatistics(text.toString());
            }
          }
        });
  }
}
