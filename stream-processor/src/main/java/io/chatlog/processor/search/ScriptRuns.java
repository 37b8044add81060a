package io.chatlog.processor.search;

import java.lang.Character.UnicodeScript;

/**
 * Where one script ends and another begins in what the tokenizer takes for one word, because nobody
 * left a space: {@code Kafka} and {@code 를} of {@code Kafka를}, {@code Kafka} and {@code брокер} of
 * {@code Kafkaброкер}.
 *
 * <ul>
 *   <li>Digits, signs and marks on letters belong to what they stand behind, digits in front to
 *       what follows: {@code iPhone15}. Between Korean and digits is an end, too: {@code 3} and
 *       {@code 만원}.
 *   <li>Over a dot, colon, underscore or apostrophe scripts do not meet, see {@link WordParts}; at
 *       an end with Korean these are left out.
 *   <li>Chinese and Japanese characters are no script here: the tokenizer parts them.
 * </ul>
 *
 * <p>Of one word, at most {@value #RUNS_MAX} runs are told apart; the last is all the rest. Not
 * thread-safe.
 */
final class ScriptRuns {
  static final int RUNS_MAX = 16;

  private static final int ASCII_END = 0x80;

  private final int[] starts = new int[RUNS_MAX];
  private final int[] ends = new int[RUNS_MAX];
  private final boolean[] korean = new boolean[RUNS_MAX];
  private int count;

  int count() {
    return count;
  }

  int start(int run) {
    return starts[run];
  }

  int end(int run) {
    return ends[run];
  }

  /** Whether a run is Korean letters and the marks on them. */
  boolean isKorean(int run) {
    return korean[run];
  }

  void clear() {
    count = 0;
  }

  /** Finds the runs of the word that is the beginning of a buffer; none where it is all one. */
  void find(char[] word, int length) {
    clear();
    UnicodeScript script = UnicodeScript.COMMON;
    int begin = 0;
    for (int at = 0; at < length; ) {
      int point = Character.codePointAt(word, at, length);
      UnicodeScript next = of(point);
      boolean ends =
          switch (next) {
            case INHERITED, HAN, HIRAGANA, KATAKANA -> false;
            case COMMON, UNKNOWN -> script == UnicodeScript.HANGUL;
            case HANGUL -> script != UnicodeScript.HANGUL;
            default -> script != UnicodeScript.COMMON && script != next;
          };
      if (ends && count < RUNS_MAX - 1) {
        add(word, begin, at, script);
        begin = at;
        script = UnicodeScript.COMMON;
      }
      script =
          switch (next) {
            case INHERITED, HAN, HIRAGANA, KATAKANA -> script;
            case COMMON, UNKNOWN -> WordParts.isBetweenParts(point) ? UnicodeScript.COMMON : script;
            default -> next;
          };
      at += Character.charCount(point);
    }
    if (begin > 0) {
      add(word, begin, length, script);
    }
  }

  /** Adds a run that is not all signs, without the signs where another ends or begins. */
  private void add(char[] word, int begin, int behind, UnicodeScript script) {
    int from = begin;
    int to = behind;
    while (begin > 0 && from < to && WordParts.isBetweenParts(word[from])) {
      from++;
    }
    while (to > from && WordParts.isBetweenParts(word[to - 1])) {
      to--;
    }
    if (from < to) {
      starts[count] = from;
      ends[count] = to;
      korean[count] = script == UnicodeScript.HANGUL;
      count++;
    }
  }

  /** Whether a word has no character that is not ASCII: it is all one run. */
  static boolean isAscii(char[] word, int length) {
    int all = 0;
    for (int at = 0; at < length; at++) {
      all |= word[at];
    }
    return all < ASCII_END;
  }

  private static UnicodeScript of(int point) {
    if (point < ASCII_END) {
      return Character.isLetter(point) ? UnicodeScript.LATIN : UnicodeScript.COMMON;
    }
    if (point >= '가' && point <= '힣') {
      return UnicodeScript.HANGUL;
    }
    if (point >= 'А' && point <= 'я') {
      return UnicodeScript.CYRILLIC;
    }
    return switch (Character.getType(point)) {
      case Character.DECIMAL_DIGIT_NUMBER -> UnicodeScript.COMMON; // N'Ko has some of its own
      case Character.FORMAT -> UnicodeScript.INHERITED; // not seen
      default -> UnicodeScript.of(point);
    };
  }
}
