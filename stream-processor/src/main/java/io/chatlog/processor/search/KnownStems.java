package io.chatlog.processor.search;

import java.util.Arrays;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * The stems of words that came lately: of a few thousand words nine tenths of what people write are
 * made, and to look a stem up costs a fraction of making it. Each word has one place, which it
 * shares with others; who came last is there. Holds {@value #WORDS} words of {@value #CHARS_MAX}
 * characters at most, about 400 KB. Not thread-safe.
 */
final class KnownStems {
  static final int WORDS = 4_096; // a power of two
  static final int CHARS_MAX = 24;

  private final char[] words = new char[WORDS * CHARS_MAX];
  private final char[] stems = new char[WORDS * CHARS_MAX];
  private final byte[] wordChars = new byte[WORDS];
  private final byte[] stemChars = new byte[WORDS];

  /** The place of a word, or -1 when it is too long to have one. */
  int place(char[] word, int length) {
    if (length > CHARS_MAX || length == 0) {
      return -1;
    }
    int hash = 0;
    for (int at = 0; at < length; at++) {
      hash = 31 * hash + word[at];
    }
    return (hash ^ (hash >>> 15)) & (WORDS - 1);
  }

  /** Whether it is this word that is at a place. */
  boolean isAt(int place, char[] word, int length) {
    int from = place * CHARS_MAX;
    return wordChars[place] == length && Arrays.equals(words, from, from + length, word, 0, length);
  }

  /** Makes the stem at a place the term; whether it is another than the word. */
  boolean copyTo(int place, CharTermAttribute term) {
    int from = place * CHARS_MAX;
    boolean differs =
        wordChars[place] != stemChars[place]
            || !Arrays.equals(
                words, from, from + wordChars[place], stems, from, from + stemChars[place]);
    if (differs) {
      term.copyBuffer(stems, from, stemChars[place]);
    }
    return differs;
  }

  /** Puts a word and its stem at a place. */
  void put(int place, char[] word, int length, CharTermAttribute stem) {
    if (stem.length() <= CHARS_MAX) {
      int from = place * CHARS_MAX;
      System.arraycopy(word, 0, words, from, length);
      System.arraycopy(stem.buffer(), 0, stems, from, stem.length());
      wordChars[place] = (byte) length;
      stemChars[place] = (byte) stem.length();
    }
  }
}
