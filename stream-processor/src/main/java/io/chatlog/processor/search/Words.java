package io.chatlog.processor.search;

import io.chatlog.processor.search.ChatAnalyzer.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/** The words of a text, as the index sees them. */
final class Words {
  private static final Set<String> IN_PAIRS =
      Set.of(
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA],
          StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL]);

  private static final AnalyzerPool CONTENTS = new AnalyzerPool(Use.CONTENT);
  private static final AnalyzerPool PHRASES = new AnalyzerPool(Use.PHRASE);
  private static final AnalyzerPool QUERIES = new AnalyzerPool(Use.WORDS);
  private static final AnalyzerPool VERBATIM = new AnalyzerPool(Use.VERBATIM);

  private Words() {}

  /**
   * A word.
   *
   * @param start its first character in the text
   * @param inPairs whether contents hold such words as pairs of characters only
   */
  record Token(String term, int start, boolean inPairs) {}

  /** Takes words one by one: where they stand in the text, and their place among the words. */
  @FunctionalInterface
  interface Visitor {
    void visit(CharTermAttribute term, int start, int end, int position);
  }

  /** The words of a phrase of a query, one at each position. */
  static List<Token> ofPhrase(String text) {
    return tokens(PHRASES, text);
  }

  /** The words of a part of a query that may stand anywhere, with their parts. */
  static List<Token> ofQuery(String text) {
    return tokens(QUERIES, text);
  }

  /** The words of a part of a query, unstemmed. */
  static List<Token> verbatim(String text) {
    return tokens(VERBATIM, text);
  }

  /** Visits the words of a content, several at a position. */
  static void ofContent(String text, Visitor visitor) {
    CONTENTS.analyse(
        text,
        stream -> {
          CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
          OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
          PositionIncrementAttribute increment =
              stream.getAttribute(PositionIncrementAttribute.class);
          int position = -1;
          while (stream.incrementToken()) {
            position += increment.getPositionIncrement();
            visitor.visit(term, offset.startOffset(), offset.endOffset(), position);
          }
        });
  }

  private static List<Token> tokens(AnalyzerPool analyzers, String text) {
    List<Token> tokens = new ArrayList<>();
    analyzers.analyse(
        text,
        stream -> {
          CharTermAttribute term = stream.getAttribute(CharTermAttribute.class);
          OffsetAttribute offset = stream.getAttribute(OffsetAttribute.class);
          TypeAttribute type = stream.getAttribute(TypeAttribute.class);
          while (stream.incrementToken()) {
            tokens.add(
                new Token(term.toString(), offset.startOffset(), IN_PAIRS.contains(type.type())));
          }
        });
    return tokens;
  }
}
