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
 * Gives the parts of what the tokenizer keeps whole beside the whole, at the places where {@link
 * WordParts} says they stand: found by either. In phrases of queries, gives what tells the whole in
 * place of it. Looks at letter case, so it comes before that is folded.
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
  private final boolean withWhole;
  private AttributeSource.State whole = captureState();
  private String text = "";
  private int next;
  private int place;
  private int start;
  private boolean exactOffsets;

  WordPartsFilter(TokenStream input, WordParts.Of of) {
    super(input);
    this.parts = new WordParts(of);
    this.withWhole = of != WordParts.Of.PHRASE;
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (next < parts.count()) {
      restoreState(whole);
      increment.setPositionIncrement(parts.place(next) - place);
      part();
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    next = 0;
    place = 0;
    parts.find(term.buffer(), KATAKANA.equals(type.type()) ? 0 : term.length());
    if (parts.count() > 0) {
      text = term.toString();
      start = offset.startOffset();
      exactOffsets = offset.endOffset() - start == text.length();
      whole = captureState();
      if (!withWhole) {
        part();
      }
    }
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    next = 0;
    parts.clear();
  }

  private void part() {
    int from = parts.start(next);
    int to = parts.end(next);
    term.setEmpty().append(text, from, to);
    if (exactOffsets) {
      offset.setOffset(start + from, start + to);
    }
    place = parts.place(next);
    next++;
  }
}
