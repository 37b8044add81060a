package io.chatlog.processor.search;

/**
 * Where the parts of a word are that the tokenizer keeps whole, at most {@value #PARTS_MAX} of
 * them:
 *
 * <ul>
 *   <li>between dots, colons and underscores: {@code www.example.com}, {@code user_name};
 *   <li>behind an apostrophe, where they are no English ending: {@code l'été}, {@code O'Brien};
 *   <li>of numbers with several dots, those next to each other: {@code 10.6} of {@code 10.6.0};
 *       also behind letters: {@code 10.6.0} of {@code v10.6.0};
 *   <li>of contents only, since whoever types more looks for the whole: each number of these; the
 *       words of {@code getUserName}; letters and the number behind them, {@code error404}.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class WordParts {
  static final int PARTS_MAX = 16;

  private static final int BEHIND_APOSTROPHE_MIN = 3;
  private static final int HUMP_MIN = 2;
  private static final int DIGITS_MIN = 2;
  private static final int LETTERS_MIN = 3;

  /** What has parts. */
  enum Of {
    CONTENT,
    QUERY
  }

  private final Of use;
  private final int[] starts = new int[PARTS_MAX];
  private final int[] ends = new int[PARTS_MAX];
  private int count;
  private char[] word = {};
  private int length;

  WordParts(Of use) {
    this.use = use;
  }

  int count() {
    return count;
  }

  int start(int part) {
    return starts[part];
  }

  int end(int part) {
    return ends[part];
  }

  void clear() {
    count = 0;
  }

  /** Finds the parts of the word that is the beginning of a buffer, in the order of the text. */
  void find(char[] buffer, int chars) {
    clear();
    word = buffer;
    length = chars;
    if (!mayHaveParts()) {
      return; // nearly all
    }
    int number = numberAtTheEnd();
    int dots = dots(number);
    if (number > 0) {
      pieces();
    }
    if (number > 0 && number < length && dots > 0) {
      add(number, length);
    }
    if (dots > 1) {
      numbers(number);
    }
  }

  private boolean mayHaveParts() {
    for (int at = 1; at < length; at++) {
      char c = word[at];
      if (!(c >= 'a' && c <= 'z')
          && (isSeparator(c)
              || isApostrophe(c)
              || Character.isUpperCase(c)
              || (isDigit(c) && !isDigit(word[at - 1])))) {
        return true;
      }
    }
    return length > 1 && isSeparator(word[0]);
  }

  /** Where digits and dots begin that reach to the end; the length where there are none. */
  private int numberAtTheEnd() {
    int at = length;
    while (at > 0 && (isDigit(word[at - 1]) || word[at - 1] == '.')) {
      at--;
    }
    while (at < length && word[at] == '.') {
      at++;
    }
    return at;
  }

  private int dots(int from) {
    int dots = 0;
    for (int at = from; at < length; at++) {
      dots += word[at] == '.' ? 1 : 0;
    }
    return dots;
  }

  /** What is between separators. */
  private void pieces() {
    boolean behindApostrophe = false;
    for (int from = 0; from < length; ) {
      int to = from;
      while (to < length && !isSeparator(word[to]) && !isApostrophe(word[to])) {
        to++;
      }
      boolean beforeApostrophe = to < length && isApostrophe(word[to]);
      if (behindApostrophe ? to - from >= BEHIND_APOSTROPHE_MIN : !beforeApostrophe) {
        if (to - from < length) {
          add(from, to);
        }
      }
      if (use == Of.CONTENT) {
        humps(from, to);
        lettersAndDigits(from, to);
      }
      behindApostrophe = beforeApostrophe;
      from = to + 1;
    }
  }

  /** {@code get}, {@code User} and {@code Name} of {@code getUserName}. */
  private void humps(int from, int to) {
    int begin = from;
    for (int at = from + 1; at < to; at++) {
      boolean up = Character.isUpperCase(word[at]);
      boolean afterLower = Character.isLowerCase(word[at - 1]);
      boolean beforeLower = at + 1 < to && Character.isLowerCase(word[at + 1]);
      if (up && (afterLower || (beforeLower && Character.isUpperCase(word[at - 1])))) {
        hump(begin, at);
        begin = at;
      }
    }
    if (begin > from) {
      hump(begin, to);
    }
  }

  private void hump(int from, int to) {
    if (to - from >= HUMP_MIN) {
      add(from, to);
    }
  }

  private void lettersAndDigits(int from, int to) {
    int digits = from;
    while (digits < to && Character.isLetter(word[digits])) {
      digits++;
    }
    if (digits == from || to - digits < DIGITS_MIN) {
      return;
    }
    for (int at = digits; at < to; at++) {
      if (!isDigit(word[at])) {
        return;
      }
    }
    if (digits - from >= LETTERS_MIN) {
      add(from, digits);
    }
    add(digits, to);
  }

  /** Those of a number with dots: alone, and with the next. */
  private void numbers(int from) {
    int before = -1;
    for (int begin = from; begin < length; ) {
      int end = begin;
      while (end < length && word[end] != '.') {
        end++;
      }
      if (before >= 0) {
        add(before, end);
      }
      if (use == Of.CONTENT) {
        add(begin, end);
      }
      before = begin;
      begin = end + 1;
    }
  }

  /** Keeps them in the order of the text, each once: Lucene takes no other. */
  private void add(int from, int to) {
    int place = count;
    while (place > 0 && isBehind(place - 1, from, to)) {
      place--;
    }
    boolean isThere = place > 0 && starts[place - 1] == from && ends[place - 1] == to;
    if (to > from && !isThere && count < PARTS_MAX) {
      System.arraycopy(starts, place, starts, place + 1, count - place);
      System.arraycopy(ends, place, ends, place + 1, count - place);
      starts[place] = from;
      ends[place] = to;
      count++;
    }
  }

  private boolean isBehind(int part, int from, int to) {
    return starts[part] > from || (starts[part] == from && ends[part] > to);
  }

  private static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 0x80 && Character.isDigit(c));
  }

  private static boolean isSeparator(char c) {
    return switch (c) {
      case '.', '_', ':', '．', '＿', '：' -> true;
      default -> false;
    };
  }

  private static boolean isApostrophe(char c) {
    return c == '\'' || c == '’' || c == '＇';
  }
}
