package io.chatlog.processor.search;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.AttributeSource;

/**
 * Gives the parts of what the tokenizer keeps whole, {@code www.example.com}, {@code user_name},
 * {@code nick:hello}, at the place of the whole: found by either. At most {@value #PARTS_MAX} parts
 * of a token, which has at most 255 characters.
 */
final class WordPartsFilter extends TokenFilter {
  private static final int PARTS_MAX = 16;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);

  private AttributeSource.State whole = captureState();
  private String text = "";
  private int next = -1;
  private int parts;
  private int start;
  private boolean exactOffsets;

  WordPartsFilter(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    while (next >= 0) {
      int from = next;
      int to = from;
      while (to < text.length() && !isSeparator(text.charAt(to))) {
        to++;
      }
      next = to < text.length() && parts < PARTS_MAX ? to + 1 : -1;
      if (to > from) {
        part(from, to);
        return true;
      }
    }
    if (!input.incrementToken()) {
      return false;
    }
    if (hasParts()) {
      text = term.toString();
      start = offset.startOffset();
      exactOffsets = offset.endOffset() - start == text.length();
      whole = captureState();
      next = 0;
      parts = 0;
    }
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    next = -1;
  }

  private void part(int from, int to) {
    restoreState(whole);
    term.setEmpty().append(text, from, to);
    increment.setPositionIncrement(0);
    if (exactOffsets) {
      offset.setOffset(start + from, start + to);
    }
    parts++;
  }

  private boolean hasParts() {
    char[] buffer = term.buffer();
    int length = term.length();
    int at = 0;
    while (at < length && !isSeparator(buffer[at])) {
      at++;
    }
    if (at == length) {
      return false; // nearly all
    }
    for (at = 0; at < length; at++) {
      if (Character.isLetter(buffer[at])) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSeparator(char c) {
    return c == '.' || c == '_' || c == ':';
  }
}
