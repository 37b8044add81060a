package io.chatlog.processor.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Makes one term of the many ways to write a word: letter case, composed and decomposed accents,
 * full and half width, ligatures, the digits of every script, thousands with and without commas,
 * Arabic letters as Persian and Urdu write them, what is not seen (soft hyphens, joiners, marks of
 * direction, how an emoji is shown). Accents go in the scripts where they are readings of a letter
 * (Latin, Greek, Cyrillic, Hebrew and Arabic points); elsewhere, as in Indic scripts and Thai,
 * marks are vowels and stay.
 */
final class FoldingFilter extends TokenFilter {
  private static final Set<UnicodeScript> FOLDED =
      EnumSet.of(
          UnicodeScript.LATIN,
          UnicodeScript.GREEK,
          UnicodeScript.CYRILLIC,
          UnicodeScript.HEBREW,
          UnicodeScript.ARABIC);

  private static final int GROUP_DIGITS = 3;

  // the longest that ASCIIFoldingFilter makes of one character
  private static final int ASCII_PER_CHAR_MAX = 4;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

  FoldingFilter(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws java.io.IOException {
    if (!input.incrementToken()) {
      return false;
    }
    if (!lowerAscii(term.buffer(), term.length())) {
      fold();
    }
    if (term.length() > GROUP_DIGITS && Character.isDigit(term.charAt(term.length() - 1))) {
      ungroup(term.buffer(), term.length());
    }
    return true;
  }

  /** Takes the commas out of a number that has them before every three digits. */
  private void ungroup(char[] buffer, int length) {
    int whole = 0;
    while (whole < length && buffer[whole] != '.') {
      whole++;
    }
    int comma = whole - GROUP_DIGITS - 1;
    if (comma <= 0 || buffer[comma] != ',') {
      return; // nearly all
    }
    int first = whole % (GROUP_DIGITS + 1);
    for (int at = 0; at < length; at++) {
      boolean separates = at < whole && at % (GROUP_DIGITS + 1) == first;
      char c = buffer[at];
      if (at == whole ? c != '.' : separates ? c != ',' : c < '0' || c > '9') {
        return;
      }
    }
    int kept = 0;
    for (int at = 0; at < length; at++) {
      if (buffer[at] != ',') {
        buffer[kept++] = buffer[at];
      }
    }
    term.setLength(kept);
  }

  /** Lower-cases in place; false when a character is not ASCII. */
  private static boolean lowerAscii(char[] buffer, int length) {
    for (int at = 0; at < length; at++) {
      char c = buffer[at];
      if (c >= 0x80) {
        return false;
      }
      if (c >= 'A' && c <= 'Z') {
        buffer[at] = (char) (c + 'a' - 'A');
      }
    }
    return true;
  }

  private void fold() {
    String bare = withoutMarks(Normalizer.normalize(term, Normalizer.Form.NFKD));
    // lower-casing makes the final form of sigma where a word ends with it: one form for both
    String lower =
        Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('ς', 'σ');
    char[] folded = new char[lower.length() * ASCII_PER_CHAR_MAX];
    int length = ASCIIFoldingFilter.foldToASCII(lower.toCharArray(), 0, folded, 0, lower.length());
    term.copyBuffer(folded, 0, length);
  }

  private static String withoutMarks(String decomposed) {
    StringBuilder bare = new StringBuilder(decomposed.length());
    boolean foldedBase = false;
    for (int at = 0; at < decomposed.length(); ) {
      int point = decomposed.codePointAt(at);
      at += Character.charCount(point);
      switch (Character.getType(point)) {
        case Character.NON_SPACING_MARK -> {
          if (!foldedBase && !isVariation(point)) {
            bare.appendCodePoint(point);
          }
        }
        case Character.FORMAT -> {}
        case Character.DECIMAL_DIGIT_NUMBER -> bare.append(Character.digit(point, 10));
        default -> {
          foldedBase = FOLDED.contains(UnicodeScript.of(point));
          bare.appendCodePoint(arabic(point));
        }
      }
    }
    return bare.toString();
  }

  private static boolean isVariation(int point) {
    return point >= 0xFE00 && point <= 0xFE0F;
  }

  /** Letters that Persian and Urdu write with points of their own, and the signs in numbers. */
  private static int arabic(int point) {
    return switch (point) {
      case 0x06CC, 0x06D2 -> 0x064A; // yeh
      case 0x06A9 -> 0x0643; // kaf
      case 0x06C1, 0x06D5 -> 0x0647; // heh
      case 0x066B -> '.';
      case 0x066C -> ',';
      default -> point;
    };
  }
}
