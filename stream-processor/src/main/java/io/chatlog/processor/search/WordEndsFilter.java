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
 * Ends words where the tokenizer does not: several are made of one that changes its script, next to
 * each other as if spaces were between them, see {@link ScriptRuns}; Korean among them is found by
 * a part as elsewhere. The English ending {@code 's} is left out, which Lucene has a filter of its
 * own for; every filter costs as much as the whole of this one does with nearly all words.
 */
final class WordEndsFilter extends TokenFilter {
  private static final String MIXED =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.ALPHANUM]; // others are of one script
  private static final String KOREAN = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL];

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);
  private final TypeAttribute type = addAttribute(TypeAttribute.class);
  private final PositionIncrementAttribute increment =
      addAttribute(PositionIncrementAttribute.class);

  private final ScriptRuns runs = new ScriptRuns();
  private AttributeSource.State whole = captureState();
  private String text = "";
  private int next;
  private int start;
  private boolean exactOffsets;

  WordEndsFilter(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (next < runs.count()) {
      restoreState(whole);
      increment.setPositionIncrement(1);
      run();
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    if (ScriptRuns.isAscii(term.buffer(), term.length()) || !severalRuns()) { // nearly all
      leaveOutPossessive();
    }
    return true;
  }

  private boolean severalRuns() {
    next = 0;
    runs.find(term.buffer(), MIXED.equals(type.type()) ? term.length() : 0);
    if (runs.count() == 0) {
      return false;
    }
    text = term.toString();
    start = offset.startOffset();
    exactOffsets = offset.endOffset() - start == text.length();
    whole = captureState();
    run();
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    next = 0;
    runs.clear();
  }

  private void run() {
    int from = runs.start(next);
    int to = runs.end(next);
    term.setEmpty().append(text, from, to);
    if (runs.isKorean(next)) {
      type.setType(KOREAN);
    }
    if (exactOffsets) {
      offset.setOffset(start + from, start + to);
    }
    next++;
    leaveOutPossessive();
  }

  private void leaveOutPossessive() {
    int length = term.length();
    if (length > 1) {
      char last = term.buffer()[length - 1];
      if ((last == 's' || last == 'S') && WordParts.isApostrophe(term.buffer()[length - 2])) {
        term.setLength(length - 2);
      }
    }
  }
}
