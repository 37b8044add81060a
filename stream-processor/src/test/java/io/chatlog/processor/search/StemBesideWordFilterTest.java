package io.chatlog.processor.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.KeywordRepeatFilter;
import org.apache.lucene.analysis.miscellaneous.RemoveDuplicatesTokenFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StemBesideWordFilterTest {
  private static final String[] PIECES = {
    "running",
    "runs",
    "run",
    "installation",
    "a",
    "",
    "Ponies",
    "caresses",
    "x",
    "日本",
    "😀",
    "Aa", // has the hash of the next
    "BB",
    "w".repeat(KnownStems.CHARS_MAX),
    "w".repeat(KnownStems.CHARS_MAX + 1),
    "w".repeat(200)
  };
  private static final String[] SEPARATORS = {" ", " ", ".", "_", ":", "  "};

  /** Term by term, place by place and offset by offset. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesWhatTheChainOfLucenesFiltersGives(long seed) throws IOException {
    Random random = new Random(seed);
    for (int text = 0; text < 300; text++) {
      StringBuilder content = new StringBuilder();
      for (int piece = random.nextInt(30); piece >= 0; piece--) {
        content.append(PIECES[random.nextInt(PIECES.length)]);
        content.append(SEPARATORS[random.nextInt(SEPARATORS.length)]);
      }
      assertThat(places(content.toString(), StemBesideWordFilter::of))
          .as(content.toString())
          .isEqualTo(
              places(
                  content.toString(),
                  words ->
                      new RemoveDuplicatesTokenFilter(
                          new PorterStemFilter(new KeywordRepeatFilter(words)))));
    }
  }

  /**
   * The terms at each place, with their offsets; how often each is there, so that none is twice.
   */
  private static SortedMap<Integer, SortedSet<String>> places(
      String content, UnaryOperator<TokenStream> stems) throws IOException {
    Tokenizer tokens = new WhitespaceTokenizer();
    tokens.setReader(new StringReader(content));
    SortedMap<Integer, SortedSet<String>> places = new TreeMap<>();
    try (TokenStream stream = stems.apply(new WordPartsFilter(tokens, WordParts.Of.CONTENT))) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      int place = -1;
      while (stream.incrementToken()) {
        place += increment.getPositionIncrement();
        boolean added =
            places
                .computeIfAbsent(place, at -> new TreeSet<>())
                .add(term + " " + offset.startOffset() + ".." + offset.endOffset());
        assertThat(added).as("%s at %d of %s", term, place, content).isTrue();
      }
      stream.end();
    }
    return places;
  }
}
