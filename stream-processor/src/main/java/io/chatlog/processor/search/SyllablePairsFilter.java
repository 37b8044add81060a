package io.chatlog.processor.search;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.util.AttributeSource;

/**
 * Makes pairs of letters, with the marks on them, of what has no space between its words and comes
 * as one token: Thai, Lao, Khmer, Burmese. What Lucene does with Chinese, and for the same reason:
 * a part of a sentence is found, without a dictionary. In contents, terms of Chinese get the places
 * that {@link PairPlaces} gives them.
 */
final class SyllablePairsFilter extends TokenFilter {
  private static final String WORD = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.ALPHANUM];
  private static final String UNSPACED =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN];

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final TypeAttribute type = addAttribute(TypeAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);

  private final boolean withWhole;
  private final PairPlaces places = new PairPlaces();
  private AttributeSource.State whole = captureState();
  private String run = "";
  private int start;
  private boolean exactOffsets;

  /** Where the next pair begins, and its second letter; the end of the run when there is none. */
  private int first;

  private int second;
  private boolean atPlaceOfWhole;

  /**
   * @param withWhole of contents: whether the token is given as well, at the place of its first
   *     pair
   */
  SyllablePairsFilter(TokenStream input, boolean withWhole) {
    super(input);
    this.withWhole = withWhole;
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (second < run.length()) {
      pair();
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    if (!WORD.equals(type.type())) { // nearly all are
      unspaced();
    }
    return true;
  }

  private void unspaced() {
    if (withWhole) {
      increment.setPositionIncrement(
          places.behindLast(type.type(), increment.getPositionIncrement()));
    }
    if (UNSPACED.equals(type.type())) {
      run = term.toString();
      first = 0;
      second = behindLetter(0);
      if (second < run.length()) {
        start = offset.startOffset();
        exactOffsets = offset.endOffset() - start == run.length();
        whole = captureState();
        atPlaceOfWhole = withWhole;
        if (!withWhole) {
          int place = increment.getPositionIncrement();
          pair();
          increment.setPositionIncrement(place);
        }
      }
    }
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    places.reset();
    run = "";
    second = 0;
  }

  private void pair() {
    int end = behindLetter(second);
    restoreState(whole);
    term.setEmpty().append(run, first, end);
    increment.setPositionIncrement(atPlaceOfWhole ? 0 : 1);
    if (exactOffsets) {
      offset.setOffset(start + first, start + end);
    }
    atPlaceOfWhole = false;
    first = second;
    second = end;
  }

  private int behindLetter(int from) {
    int at = from + Character.charCount(run.codePointAt(from));
    while (at < run.length()) {
      int point = run.codePointAt(at);
      if (!isMark(point)) {
        return at;
      }
      at += Character.charCount(point);
    }
    return at;
  }

  private static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> false;
    };
  }
}
