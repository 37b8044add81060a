package io.chatlog.processor.search;

/**
 * Where the parts of a word are that the tokenizer keeps whole.
 *
 * <p>Its pieces are what is between dots, colons and underscores: {@code www.example.com}, {@code
 * user_name}. Contents hold each piece, and each two that are next to each other: {@code
 * www.example} and {@code example.com} stand at neighbouring places, the pieces where the first of
 * the two that they are in stands. So a phrase of pairs finds as many pieces as there are, as if
 * they were words; what has two pieces takes one place, what has three takes two. Numbers with one
 * dot are whole.
 *
 * <p>Other parts have the place of the piece that they are in:
 *
 * <ul>
 *   <li>what is behind an apostrophe, where it is no English ending: {@code l'été}, {@code
 *       O'Brien};
 *   <li>numbers with dots next to letters: {@code 10.6.0}, {@code 10.6} of {@code v10.6.0};
 *   <li>of contents only, since whoever types more looks for the whole, those of {@link NameParts}.
 * </ul>
 *
 * <p>A word has at most {@value #PIECES_MAX} pieces, behind which it is not looked at, and {@value
 * #PARTS_MAX} parts. Not thread-safe.
 */
final class WordParts {
  static final int PIECES_MAX = 16;
  static final int PARTS_MAX = 48;

  private static final int BEHIND_APOSTROPHE_MIN = 3;

  /** What has parts. */
  enum Of {
    /** Contents: all. */
    CONTENT,
    /** Words of queries, of which any will do: all but those of names. */
    QUERY,
    /** Phrases of queries: the pairs, in place of the whole. */
    PHRASE
  }

  private final Of use;
  private final NameParts names = new NameParts(this);
  private final int[] pieceStarts = new int[PIECES_MAX];
  private final int[] pieceEnds = new int[PIECES_MAX];
  private int pieces;
  private final int[] starts = new int[PARTS_MAX];
  private final int[] ends = new int[PARTS_MAX];
  private final int[] places = new int[PARTS_MAX];
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

  /** How many places behind the whole it stands. */
  int place(int part) {
    return places[part];
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
    int dots = dots(number, length);
    if (number == 0 && dots < 2) {
      return;
    }
    cut();
    for (int piece = 1; piece < pieces; piece++) {
      add(pieceStarts[piece - 1], pieceEnds[piece], piece - 1);
    }
    if (use == Of.PHRASE) {
      return;
    }
    for (int piece = 0; piece < pieces && (number > 0 || use == Of.CONTENT); piece++) {
      piece(piece);
    }
    if (number > 0 && dots > 0) {
      numberBehind(number, dots);
    }
    if (use == Of.CONTENT) {
      numberInFront();
      for (int piece = 0; piece < pieces; piece++) {
        names(piece);
      }
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
    return length > 1 && (isSeparator(word[0]) || isDigit(word[0]));
  }

  private void cut() {
    pieces = 0;
    for (int from = 0; from < length && pieces < PIECES_MAX; ) {
      int to = from;
      while (to < length && !isSeparator(word[to])) {
        to++;
      }
      if (to > from) {
        pieceStarts[pieces] = from;
        pieceEnds[pieces] = to;
        pieces++;
      }
      from = to + 1;
    }
  }

  private int placeOf(int piece) {
    return Math.max(0, Math.min(piece, pieces - 2));
  }

  /** A piece, and what is behind an apostrophe in it. */
  private void piece(int piece) {
    int place = placeOf(piece);
    add(pieceStarts[piece], pieceEnds[piece], place);
    for (int from = pieceStarts[piece]; from < pieceEnds[piece]; ) {
      int to = apostrophe(from, pieceEnds[piece]);
      boolean isLast = to == pieceEnds[piece];
      if (from > pieceStarts[piece] && to - from >= BEHIND_APOSTROPHE_MIN) {
        add(from, to, place);
      }
      from = isLast ? to : to + 1;
    }
  }

  private void names(int piece) {
    for (int from = pieceStarts[piece]; from < pieceEnds[piece]; ) {
      int to = apostrophe(from, pieceEnds[piece]);
      names.find(word, from, to, placeOf(piece));
      from = to + 1;
    }
  }

  private int apostrophe(int from, int end) {
    int to = from;
    while (to < end && !isApostrophe(word[to])) {
      to++;
    }
    return to;
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

  private int dots(int from, int to) {
    int dots = 0;
    for (int at = from; at < to; at++) {
      dots += word[at] == '.' ? 1 : 0;
    }
    return dots;
  }

  /** {@code 10.6.0}, {@code 10.6} and {@code 10} of {@code v10.6.0}; others are pieces. */
  private void numberBehind(int from, int dots) {
    int piece = pieceAt(from);
    int place = placeOf(piece);
    add(from, length, place);
    if (dots > 1 && piece + 1 < pieces) {
      add(from, pieceEnds[piece + 1], place);
    }
    if (dots > 1 && use == Of.CONTENT) {
      add(from, pieceEnds[piece], place);
    }
  }

  /** {@code 1.5} of {@code 1.5GB}; {@code 10.6.0} and {@code 6.0} of {@code 10.6.0rc1}. */
  private void numberInFront() {
    int end = 0;
    while (end < length && (isDigit(word[end]) || word[end] == '.')) {
      end++;
    }
    if (end == 0 || end == length || !Character.isLetter(word[end]) || word[end - 1] == '.') {
      return;
    }
    int piece = pieceAt(end);
    if (piece > 0) {
      add(pieceStarts[0], end, 0);
      add(pieceStarts[piece - 1], end, placeOf(piece - 1));
    }
  }

  /** The piece that a character is in, or the last one before. */
  private int pieceAt(int at) {
    int piece = 0;
    while (piece + 1 < pieces && pieceStarts[piece + 1] <= at) {
      piece++;
    }
    return piece;
  }

  /** Keeps them in the order of the text, each once: Lucene takes no other. Not the whole. */
  void add(int from, int to, int place) {
    int at = count;
    while (at > 0 && isBehind(at - 1, from, to)) {
      at--;
    }
    boolean isThere = at > 0 && starts[at - 1] == from && ends[at - 1] == to;
    if (to > from && to - from < length && !isThere && count < PARTS_MAX) {
      System.arraycopy(starts, at, starts, at + 1, count - at);
      System.arraycopy(ends, at, ends, at + 1, count - at);
      System.arraycopy(places, at, places, at + 1, count - at);
      starts[at] = from;
      ends[at] = to;
      places[at] = place;
      count++;
    }
  }

  private boolean isBehind(int part, int from, int to) {
    return starts[part] > from || (starts[part] == from && ends[part] > to);
  }

  static boolean isDigit(char c) {
    return (c >= '0' && c <= '9') || (c >= 0x80 && Character.isDigit(c));
  }

  /** Whether it stands between the parts of a word: a separator or an apostrophe. */
  static boolean isBetweenParts(int point) {
    return point <= Character.MAX_VALUE
        && (isSeparator((char) point) || isApostrophe((char) point));
  }

  private static boolean isSeparator(char c) {
    return switch (c) {
      case '.', '_', ':', '．', '＿', '：' -> true;
      default -> false;
    };
  }

  static boolean isApostrophe(char c) {
    return c == '\'' || c == '’' || c == '＇';
  }
}
