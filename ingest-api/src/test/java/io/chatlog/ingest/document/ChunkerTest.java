package io.chatlog.ingest.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pieces of text: whole sentences where that is possible, and nothing is left out. */
final class ChunkerTest {
  private static final Chunker SMALL = new Chunker(100, 30);

  @Test
  void aShortTextIsOnePiece() {
    assertThat(SMALL.chunks("One. Two.")).containsExactly("One. Two.");
    assertThat(SMALL.chunks("")).isEmpty();
    assertThat(SMALL.chunks(" \n\t ")).isEmpty();
  }

  @Test
  void piecesEndWithSentences() {
    String text = "The first sentence is here. And so is the second one. ".repeat(10);
    List<String> chunks = SMALL.chunks(text);
    assertThat(chunks).hasSizeGreaterThan(5).allSatisfy(chunk -> assertThat(chunk).endsWith("."));
    assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void piecesShareSentencesThatAreShortEnough() {
    String text =
        "Aa bb cc dd ee. Ff gg hh ii jj. Kk ll mm nn oo. Pp qq rr ss tt. Uu vv ww xx yy. Zz.";
    List<String> chunks = new Chunker(50, 20).chunks(text);
    assertThat(chunks.get(0)).isEqualTo("Aa bb cc dd ee. Ff gg hh ii jj. Kk ll mm nn oo.");
    assertThat(chunks.get(1)).startsWith("Kk ll mm nn oo. Pp");
  }

  @Test
  void aSentenceThatIsTooLongIsCutBetweenWords() {
    List<String> chunks = SMALL.chunks("word ".repeat(100));
    assertThat(chunks)
        .allSatisfy(chunk -> assertThat(chunk).startsWith("word").endsWith("word"))
        .allSatisfy(chunk -> assertThat(chunk.length()).isLessThanOrEqualTo(100));
  }

  @Test
  void whatHasNoWordsIsCutBetweenCharacters() {
    List<String> chunks = SMALL.chunks("x" + "\ud83d\ude00".repeat(500));
    assertThat(chunks)
        .hasSizeGreaterThan(5)
        .allSatisfy(chunk -> assertThat(Character.isLowSurrogate(chunk.charAt(0))).isFalse())
        .allSatisfy(
            chunk ->
                assertThat(Character.isHighSurrogate(chunk.charAt(chunk.length() - 1))).isFalse());
  }

  @Test
  void whatNoTextHasBecomesSpace() {
    assertThat(SMALL.chunks("a\u0000b\ud800c\u0007d")).containsExactly("a b c d");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyWordIsInAPieceAndNoPieceIsTooLong(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int word = 0; word < 2_000; word++) {
      text.append("w").append(word);
      switch (random.nextInt(12)) {
        case 0 -> text.append(". ");
        case 1 -> text.append("!\n\n");
        case 2 -> text.append("? 日本語。");
        default -> text.append(' ');
      }
    }
    Chunker chunker = new Chunker(100 + random.nextInt(300), random.nextInt(50));
    List<String> chunks = chunker.chunks(text.toString());
    assertThat(chunks)
        .allSatisfy(chunk -> assertThat(chunk.length()).isBetween(1, chunker.chars()));
    String all = " " + String.join(" ", chunks).replaceAll("[^w0-9]+", " ") + " ";
    for (int word = 0; word < 2_000; word++) {
      assertThat(all).contains(" w" + word + " ");
    }
  }

  @Test
  void aHostileTextCostsNoMoreThanItsLength() {
    String text = "a".repeat(3_000_000);
    long began = System.nanoTime();
    assertThat(new Chunker(800, 100).chunks(text)).hasSizeBetween(3_750, 4_500);
    assertThat(System.nanoTime() - began).isLessThan(20_000_000_000L);
  }
}
