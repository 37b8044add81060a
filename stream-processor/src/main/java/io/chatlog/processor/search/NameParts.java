package io.chatlog.processor.search;

/**
 * The parts of names that are written without anything between them:
 *
 * <ul>
 *   <li>the words of {@code getUserName}, and two or three of them that are next to each other but
 *       not all: {@code HashMap} of {@code ConcurrentHashMap};
 *   <li>a number and the letters next to it: {@code error404}, {@code 16GB}, {@code
 *       report2024final}, {@code 1920x1080}; not where they change more often, as in checksums.
 * </ul>
 */
final class NameParts {
  private static final int HUMPS_MAX = 12;
  private static final int JOINED_MAX = 3;
  private static final int HUMP_MIN = 2;
  private static final int DIGITS_MIN = 2;
  private static final int LETTERS_MIN = 3;
  private static final int UNIT_LETTERS_MIN = 2;

  private final WordParts parts;
  private final int[] begins = new int[HUMPS_MAX + 1];

  NameParts(WordParts parts) {
    this.parts = parts;
  }

  /** Adds those of a stretch of a word. */
  void find(char[] word, int from, int to, int place) {
    int humps = humps(word, from, to);
    begins[humps] = to;
    for (int hump = 0; hump < humps && humps > 1; hump++) {
      if (begins[hump + 1] - begins[hump] >= HUMP_MIN) {
        parts.add(begins[hump], begins[hump + 1], place);
        name(word, begins[hump], begins[hump + 1], place);
      }
    }
    lettersAndDigits(word, from, to, place);
    if (areWords(humps)) {
      joined(humps, place);
    }
  }

  /** Where {@code get}, {@code User} and {@code Name} of {@code getUserName} begin. */
  private int humps(char[] word, int from, int to) {
    begins[0] = from;
    int humps = 1;
    for (int at = from + 1; at < to && humps < HUMPS_MAX; at++) {
      if (Character.isUpperCase(word[at])) {
        boolean afterLower = Character.isLowerCase(word[at - 1]);
        boolean beforeLower = at + 1 < to && Character.isLowerCase(word[at + 1]);
        if (afterLower || (beforeLower && Character.isUpperCase(word[at - 1]))) {
          begins[humps++] = at;
        }
      }
    }
    return humps;
  }

  /** Whether more than two are long enough for words: random characters change case often. */
  private boolean areWords(int humps) {
    for (int hump = 1; hump < humps; hump++) {
      if (begins[hump + 1] - begins[hump] < HUMP_MIN) {
        return false;
      }
    }
    return humps > 2;
  }

  private void joined(int humps, int place) {
    for (int first = 0; first < humps; first++) {
      for (int many = 2; many <= JOINED_MAX && first + many <= humps && many < humps; many++) {
        parts.add(begins[first], begins[first + many], place);
      }
    }
  }

  /** {@code Response} of {@code Response2}. */
  private void name(char[] word, int from, int to, int place) {
    int digits = runEnd(word, from, to);
    if (digits < to && digits - from >= LETTERS_MIN && runEnd(word, digits, to) == to) {
      parts.add(from, digits, place);
    }
  }

  private void lettersAndDigits(char[] word, int from, int to, int place) {
    if (from == to) {
      return;
    }
    int second = runEnd(word, from, to);
    int third = second < to ? runEnd(word, second, to) : second;
    if (second == from || third == second) {
      return; // nearly all
    }
    boolean digitsFirst = WordParts.isDigit(word[from]);
    if (third == to && digitsFirst) {
      numberAndUnit(word, from, second, to, place);
    } else if (third == to && to - second >= DIGITS_MIN) {
      letters(from, second, place);
      parts.add(second, to, place);
    } else if (third < to && runEnd(word, third, to) == to) {
      between(word, new int[] {from, second, third, to}, place);
    }
  }

  /** {@code 16} and {@code GB}; nothing of {@code 2nd}. */
  private void numberAndUnit(char[] word, int from, int unit, int to, int place) {
    if (to - unit >= UNIT_LETTERS_MIN && !isOrdinal(word, unit, to)) {
      parts.add(unit, to, place);
    }
    digits(from, unit, place);
  }

  /** {@code report}, {@code 2024} and {@code final}; {@code 1920} and {@code 1080}. */
  private void between(char[] word, int[] ends, int place) {
    if (WordParts.isDigit(word[ends[0]])) {
      boolean isSize = ends[2] - ends[1] == 1 && (word[ends[1]] == 'x' || word[ends[1]] == 'X');
      if (isSize || ends[2] - ends[1] >= LETTERS_MIN) {
        digits(ends[0], ends[1], place);
        letters(ends[1], ends[2], place);
        digits(ends[2], ends[3], place);
      }
    } else if (ends[1] - ends[0] >= LETTERS_MIN && ends[3] - ends[2] >= LETTERS_MIN) {
      letters(ends[0], ends[1], place);
      digits(ends[1], ends[2], place);
      letters(ends[2], ends[3], place);
    }
  }

  private void digits(int from, int to, int place) {
    if (to - from >= DIGITS_MIN) {
      parts.add(from, to, place);
    }
  }

  private void letters(int from, int to, int place) {
    if (to - from >= LETTERS_MIN) {
      parts.add(from, to, place);
    }
  }

  private static boolean isOrdinal(char[] word, int from, int to) {
    return to - from == 2
        && switch (String.valueOf(word, from, 2)) {
          case "st", "nd", "rd", "th" -> true;
          default -> false;
        };
  }

  /** Where the letters or the digits end that begin somewhere; there, where it is neither. */
  private static int runEnd(char[] word, int from, int to) {
    boolean digits = WordParts.isDigit(word[from]);
    int at = from;
    while (at < to && (digits ? WordParts.isDigit(word[at]) : Character.isLetter(word[at]))) {
      at++;
    }
    return at;
  }
}
