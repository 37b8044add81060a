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
 * Gives the parts of what the tokenizer keeps whole at the place of the whole, see {@link
 * WordParts}: found by either. Looks at letter case, so it comes before that is folded.
 */
final class WordPartsFilter extends TokenFilter {
  private static final String KATAKANA =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA]; // found by pairs of characters

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final TypeAttribute type = addAttribute(TypeAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);

  private final WordParts parts;
  private AttributeSource.State whole = captureState();
  private String text = "";
  private int next;
  private int start;
  private boolean exactOffsets;

  WordPartsFilter(TokenStream input, WordParts.Of use) {
    super(input);
    this.parts = new WordParts(use);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (next < parts.count()) {
      part(parts.start(next), parts.end(next));
      next++;
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    next = 0;
    parts.find(term.buffer(), KATAKANA.equals(type.type()) ? 0 : term.length());
    if (parts.count() > 0) {
      text = term.toString();
      start = offset.startOffset();
      exactOffsets = offset.endOffset() - start == text.length();
      whole = captureState();
    }
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    next = 0;
    parts.clear();
  }

  private void part(int from, int to) {
    restoreState(whole);
    term.setEmpty().append(text, from, to);
    increment.setPositionIncrement(0);
    if (exactOffsets) {
      offset.setOffset(start + from, start + to);
    }
  }
}
